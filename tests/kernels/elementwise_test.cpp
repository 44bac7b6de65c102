// SPDX-License-Identifier: MIT
// Kernels over plain arrays, with every instruction set.
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/sample_layers.hpp"
#include "reference/dense_reference.hpp"

namespace {

template <class T>
struct step {
    explicit step(std::size_t capacity) : g(capacity), w(capacity) {}

    void prepare(std::size_t count, int where, testing::values kind) {
        g.place(1, count, count, where);
        w.place(1, count, count, where);
        g.set([&](std::size_t, std::size_t) { return testing::any_value<T>(random, kind); });
        w.set([&](std::size_t, std::size_t) { return testing::any_value<T>(random, kind); });
    }
    bool w_is(const std::vector<T>& want) const {
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < want.size(); ++k) {
            wrong += !testing::same(w.data()[k], want[k]);
        }
        return wrong == 0 && w.surroundings_untouched();
    }

    std::mt19937_64 random{11};
    testing::guarded_matrix<T> g, w;
};

/// What went wrong first with `count` elements, or an empty string.
template <class T>
std::string relu_difference(std::mt19937_64& random, std::size_t count, int where) {
    static testing::guarded_matrix<T> a(200);
    static testing::guarded_matrix<T> x(200);
    const auto any = [&](std::size_t, std::size_t) {
        return testing::any_value<T>(random, testing::values::special);
    };
    a.place(1, count, count, where);
    x.place(1, count, count, where);
    a.set(any);
    x.set(any);
    std::vector<T> want_x(count);
    std::vector<T> want_a(count);
    for (std::size_t k = 0; k < count; ++k) {
        want_x[k] = a.data()[k] > T(0) ? x.data()[k] : T(0);
        want_a[k] = a.data()[k] > T(0) ? a.data()[k] : T(0);
    }
    const auto count32 = static_cast<std::uint32_t>(count);
    picomlp::kernels::sample_relu_backward<T>(count32, a.data(), x.data(), T(0));
    picomlp::kernels::sample_relu<T>(count32, a.data(), T(0));
    if (!a.surroundings_untouched() || !x.surroundings_untouched()) return "writes outside";
    for (std::size_t k = 0; k < count; ++k) {
        if (!testing::same(x.data()[k], want_x[k])) return "relu_backward";
        if (!testing::same(a.data()[k], want_a[k])) return "relu";
    }
    return "";
}

}  // namespace

TEST_CASE_TEMPLATE("descend equals the reference for every length", T, float, double) {
    step<T> s(1100);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t count = 1; count <= 131; ++count) {
            CAPTURE(count);
            s.prepare(count, static_cast<int>(count % 6) - 1,
                      count % 3 == 0 ? testing::values::vanishing : testing::values::usual);
            const T rate = count % 2 == 0 ? T(0.01) : T(-3);
            std::vector<T> want(s.w.data(), s.w.data() + count);
            CHECK(reference::sgd_step(count, rate, s.g.data(), want.data()));
            CHECK(picomlp::kernels::sgd_step<T>(count, rate, s.g.data(), s.w.data()));
            CHECK(s.w_is(want));
        }
    });
}

TEST_CASE_TEMPLATE("descend changes nothing when one result would not be finite", T, float,
                   double) {
    using limits = std::numeric_limits<T>;
    step<T> s(100);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (const std::size_t count : {1U, 3U, 8U, 16U, 17U, 33U, 37U}) {
            for (std::size_t bad = 0; bad < count; ++bad) {
                CAPTURE(count);
                CAPTURE(bad);
                s.prepare(count, testing::at_end, testing::values::usual);
                // Overflow by the product, by the sum, an infinity and a NaN already there.
                switch (bad % 4) {
                    case 0:
                        s.g.data()[bad] = limits::max();
                        break;
                    case 1:
                        s.w.data()[bad] = s.g.data()[bad] = -limits::max();
                        break;
                    case 2:
                        s.g.data()[bad] = limits::infinity();
                        break;
                    default:
                        s.w.data()[bad] = limits::quiet_NaN();
                        break;
                }
                const T rate = bad % 4 == 1 ? T(-0.5) : T(2);
                const std::vector<T> before(s.w.data(), s.w.data() + count);
                std::vector<T> want = before;
                CHECK_FALSE(reference::sgd_step(count, rate, s.g.data(), want.data()));
                CHECK_FALSE(picomlp::kernels::sgd_step<T>(count, rate, s.g.data(), s.w.data()));
                CHECK(s.w_is(before));
            }
        }
    });
}

TEST_CASE_TEMPLATE("descend takes a result as large as there is for finite", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::vector<T> g(40, T(0));
        std::vector<T> w(40, std::numeric_limits<T>::max());
        const std::vector<T> before = w;
        CHECK(picomlp::kernels::sgd_step<T>(w.size(), T(1), g.data(), w.data()));
        CHECK(w == before);
    });
}

TEST_CASE_TEMPLATE("descent with a share equals the reference for every length", T, float, double) {
    step<T> s(1100);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t count = 1; count <= 131; ++count) {
            CAPTURE(count);
            s.prepare(count, static_cast<int>(count % 6) - 1,
                      count % 3 == 0 ? testing::values::vanishing : testing::values::usual);
            const T rate = count % 2 == 0 ? T(0.01) : T(-3);
            const T decay = count % 4 == 0 ? T(0) : T(0.7);
            std::vector<T> want(s.w.data(), s.w.data() + count);
            CHECK(reference::decayed_sgd_step(count, rate, decay, s.g.data(), want.data()));
            CHECK(picomlp::kernels::decayed_sgd_step_stays_finite<T>(count, rate, decay, s.g.data(),
                                                                     s.w.data()));
            picomlp::kernels::decayed_sgd_step<T>(count, rate, decay, s.g.data(), s.w.data());
            CHECK(s.w_is(want));
        }
    });
}

TEST_CASE_TEMPLATE("a share of 1 gives the bits of plain descent", T, float, double) {
    step<T> s(1100);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t count = 1; count <= 131; ++count) {
            CAPTURE(count);
            s.prepare(count, static_cast<int>(count % 6) - 1,
                      count % 2 == 0 ? testing::values::vanishing : testing::values::usual);
            std::vector<T> want(s.w.data(), s.w.data() + count);
            CHECK(picomlp::kernels::sgd_step<T>(count, T(0.3), s.g.data(), want.data()));
            picomlp::kernels::decayed_sgd_step<T>(count, T(0.3), T(1), s.g.data(), s.w.data());
            CHECK(s.w_is(want));
        }
    });
}

TEST_CASE_TEMPLATE("descent with a share sees every result that would not be finite", T, float,
                   double) {
    using limits = std::numeric_limits<T>;
    step<T> s(100);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (const std::size_t count : {1U, 3U, 8U, 16U, 17U, 33U, 37U}) {
            for (std::size_t bad = 0; bad < count; ++bad) {
                CAPTURE(count);
                CAPTURE(bad);
                s.prepare(count, testing::at_end, testing::values::usual);
                const T others[] = {limits::infinity(), -limits::infinity(), limits::quiet_NaN()};
                (bad % 2 == 0 ? s.g : s.w).data()[bad] = others[bad % 3];
                const std::vector<T> before(s.w.data(), s.w.data() + count);
                CHECK_FALSE(picomlp::kernels::decayed_sgd_step_stays_finite<T>(
                    count, T(0.5), T(0.25), s.g.data(), s.w.data()));
                CHECK(s.w_is(before));
                // The share is taken first: without it, the largest number and 1/4 of it overflow.
                s.prepare(count, testing::at_end, testing::values::usual);
                s.w.data()[bad] = limits::max();
                s.g.data()[bad] = -limits::max() / 4;
                CHECK(picomlp::kernels::decayed_sgd_step_stays_finite<T>(count, T(1), T(0.5),
                                                                         s.g.data(), s.w.data()));
                CHECK_FALSE(picomlp::kernels::decayed_sgd_step_stays_finite<T>(
                    count, T(1), T(1), s.g.data(), s.w.data()));
            }
        }
    });
}

TEST_CASE_TEMPLATE("lane_sum equals the reference for every length", T, float, double) {
    testing::guarded_matrix<T> x(600);
    std::mt19937_64 random(13);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::uint32_t count = 1; count <= 512; count += count < 131 ? 1 : 127) {
            CAPTURE(count);
            const auto kind = count % 3 == 0 ? testing::values::vanishing : testing::values::usual;
            x.place(1, count, count, static_cast<int>(count % 6) - 1);
            x.set([&](std::size_t, std::size_t) { return testing::any_value<T>(random, kind); });
            const T got = picomlp::kernels::interleaved_sum<T>(count, x.data());
            CHECK(testing::same(got, reference::interleaved_sum<T>(count, nullptr, x.data())));
        }
    });
}

TEST_CASE_TEMPLATE("positive parts, and what they let pass, for every length and alignment", T,
                   float, double) {
    std::mt19937_64 random(22);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t count = 1; count <= 67; ++count) {
            for (int where = -1; where < 4; ++where) {
                CAPTURE(count);
                REQUIRE(relu_difference<T>(random, count, where) == "");
            }
        }
    });
}
