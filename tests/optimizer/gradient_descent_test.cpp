// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/gradient_descent.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "optimizer/optimizer_checks.hpp"
#include "reference/dense_reference.hpp"

using picomlp::gradient_descent;
using picomlp::status;
using testing::same_bits;
using testing::trainee;

namespace {

static_assert(gradient_descent::state_arrays == 0);

template <class T>
using settings = gradient_descent::settings<T>;

template <class T>
std::vector<T> numbers(std::size_t count, std::mt19937_64& random) {
    std::vector<T> result(count);
    for (T& v : result) v = testing::any_value<T>(random, testing::values::usual);
    return result;
}

template <class T>
status update(T rate, const std::vector<T>& gradient, std::vector<T>& w) {
    return gradient_descent::update<T>({rate}, w.size(), gradient.data(), w.data());
}

}  // namespace

TEST_CASE_TEMPLATE("gradient descent is madd(-rate, gradient, w), whatever the instruction set", T,
                   float, double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        std::mt19937_64 random(11);
        int wrong = 0;
        for (std::size_t count = 0; count <= 70; ++count) {
            for (const T rate : {T(0.01), T(0.3), T(1e-6), T(7)}) {
                const std::vector<T> gradient = numbers<T>(count, random);
                std::vector<T> w = numbers<T>(count, random);
                std::vector<T> expected = w;
                REQUIRE(reference::sgd_step(count, rate, gradient.data(), expected.data()));
                wrong += update(rate, gradient, w) != status::ok;
                wrong += !same_bits(w, expected);
            }
        }
        CHECK(wrong == 0);
    });
}

TEST_CASE_TEMPLATE("the learning rate is 0.01 unless the user says otherwise", T, float, double) {
    CHECK(settings<T>{}.learning_rate == T(0.01));
    CHECK(gradient_descent::check(settings<T>{}) == status::ok);
}

TEST_CASE_TEMPLATE("a learning rate of 0 keeps the parameters", T, float, double) {
    std::mt19937_64 random(12);
    const std::vector<T> gradient = numbers<T>(19, random);
    std::vector<T> w = numbers<T>(19, random);
    const std::vector<T> before = w;
    CHECK(update(T(0), gradient, w) == status::ok);
    CHECK(w == before);
}

TEST_CASE_TEMPLATE("gradient descent takes learning rates that are finite and not negative", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    for (const T good : {T(0), limits::denorm_min(), T(0.3), T(1e30), limits::max()}) {
        CHECK(gradient_descent::check<T>({good}) == status::ok);
    }
    for (const T bad : {-limits::denorm_min(), T(-0.01), limits::infinity(), -limits::infinity(),
                        limits::quiet_NaN(), -limits::quiet_NaN()}) {
        CHECK(gradient_descent::check<T>({bad}) == status::bad_argument);
    }
}

TEST_CASE_TEMPLATE("a step that would leave the finite numbers is diverged and changes nothing", T,
                   float, double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        using limits = std::numeric_limits<T>;
        std::mt19937_64 random(13);
        int wrong = 0;
        for (const std::size_t count : {1u, 2u, 7u, 16u, 33u}) {
            for (std::size_t at = 0; at < count; ++at) {
                for (const T spoilt : {limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
                                       limits::max()}) {
                    std::vector<T> gradient = numbers<T>(count, random);
                    std::vector<T> w = numbers<T>(count, random);
                    gradient[at] = spoilt;
                    const std::vector<T> before = w;
                    wrong += update(T(2), gradient, w) != status::diverged;
                    wrong += !same_bits(w, before);
                }
                std::vector<T> w = numbers<T>(count, random);
                w[at] = limits::infinity();
                const std::vector<T> before = w;
                wrong += update(T(0.5), std::vector<T>(count, T(1)), w) != status::diverged;
                wrong += !same_bits(w, before);
            }
        }
        CHECK(wrong == 0);
    });
}

TEST_CASE_TEMPLATE("gradient descent touches nothing beside its parameters", T, float, double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        testing::guarded_matrix<T> w(200);
        testing::guarded_matrix<T> gradient(200);
        int touched = 0;
        for (std::size_t count = 1; count <= 40; ++count) {
            for (const int where : {0, 1, 5, int{testing::at_begin}}) {
                w.place(1, count, count, where);
                gradient.place(1, count, count, where);
                w.set([](std::size_t, std::size_t c) { return static_cast<T>(c); });
                gradient.set([](std::size_t, std::size_t) { return T(1); });
                REQUIRE(gradient_descent::update<T>({T(0.5)}, count, gradient.data(), w.data()) ==
                        status::ok);
                touched += !w.surroundings_untouched() || !gradient.surroundings_untouched();
            }
        }
        CHECK(touched == 0);
    });
}

TEST_CASE_TEMPLATE("gradient descent equals NumPy bit for bit over a hundred steps", T, float,
                   double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        constexpr bool fused = picomlp::profile == picomlp::rounding_profile::fused;
        testing::equals_numpy<gradient_descent, T>(
            {}, false,
            fused ? golden::gradient_descent_fused_plain<T> : golden::gradient_descent_plain<T>);
        testing::equals_numpy<gradient_descent, T>({T(0.03)}, true,
                                                   fused
                                                       ? golden::gradient_descent_fused_changing<T>
                                                       : golden::gradient_descent_changing<T>);
    });
}

TEST_CASE_TEMPLATE("runs without decay give the bits of the short way", T, float, double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        std::mt19937_64 random(14);
        for (std::size_t count = 4; count <= 70; ++count) {
            trainee<gradient_descent, T> t(count);
            t.parameters = numbers<T>(count, random);
            t.gradient = numbers<T>(count, random);
            std::vector<T> expected = t.parameters;
            REQUIRE(update(T(0.3), t.gradient, expected) == status::ok);
            REQUIRE(t.update({T(0.3)}, 0, {{3, T(1), true}, {count - 3, T(1), false}}) ==
                    status::ok);
            CHECK(same_bits(t.parameters, expected));
        }
    });
}

TEST_CASE_TEMPLATE("gradient descent moves what is left of its parameters", T, float, double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        std::mt19937_64 random(15);
        trainee<gradient_descent, T> t(50);
        t.parameters = numbers<T>(50, random);
        t.gradient = numbers<T>(50, random);
        std::vector<T> expected = t.parameters;
        REQUIRE(
            reference::decayed_sgd_step(31, T(0.3), T(0.9), t.gradient.data(), expected.data()));
        REQUIRE(reference::decayed_sgd_step(19, T(0.3), T(0.7), t.gradient.data() + 31,
                                            expected.data() + 31));
        REQUIRE(t.update({T(0.3)}, 0, {{31, T(0.9), true}, {19, T(0.7), false}}) == status::ok);
        CHECK(same_bits(t.parameters, expected));
    });
}

TEST_CASE_TEMPLATE("gradient descent does not mind how its parameters are split into runs", T,
                   float, double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        testing::does_not_mind_how_runs_are_split<gradient_descent, T>({T(0.3)});
    });
}

TEST_CASE_TEMPLATE("gradient descent leaves all runs alone when one would diverge", T, float,
                   double) {
    testing::for_each_instruction_set([](picomlp::instruction_set) {
        testing::leaves_everything_when_diverging<gradient_descent, T>({T(0.3)});
    });
}
