// SPDX-License-Identifier: MIT
#include <random>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/kernels/products.hpp"
#include "reference/matrix_reference.hpp"
#include "thinned.hpp"

namespace {

using picomlp::kernels::coefficients;
using picomlp::kernels::product_layout;
using picomlp::kernels::product_shape;
using testing::values;

/// Every product kernel of every instruction set, for shapes up to `largest`, in guarded memory.
template <class T>
class product_checks {
  public:
    explicit product_checks(product_shape largest)
        : a_((largest.rows + 3) * (largest.inner + 3)),
          b_((largest.columns + 3) * (largest.inner + 3)),
          transposed_b_((largest.columns + 3) * (largest.inner + 3)),
          c_((largest.columns + 3) * (largest.rows + 3)) {}

    /// What went wrong first, or an empty string.
    std::string run(product_shape n) {
        ++count_;
        const std::size_t spare = count_ % 3;
        const int where = static_cast<int>(count_ % 5) - 1;
        const values kind = count_ % 7 == 0   ? values::special
                            : count_ % 7 <= 2 ? values::vanishing
                                              : values::usual;
        const auto any = [&](std::size_t, std::size_t) {
            return testing::any_value<T>(random_, kind);
        };
        const bool a_turned = count_ % 2 == 0;
        if (a_turned) {
            a_.place(n.inner, n.rows, n.rows + spare, where);
        } else {
            a_.place(n.rows, n.inner, n.inner + spare, where);
        }
        a_.set(any);
        const std::size_t a_stride = a_.matrix().stride;
        const coefficients<T> a{a_.data(), a_turned ? 1 : a_stride, a_turned ? a_stride : 1};
        b_.place(n.inner, n.columns, n.columns + spare, where);
        b_.set(any);
        transposed_b_.place(n.columns, n.inner, n.inner + spare, where);
        transposed_b_.set([&](std::size_t r, std::size_t c) { return b_.matrix()[c][r]; });

        want_.clear();
        want_added_.clear();
        start_.clear();
        for (std::size_t m = 0; m < n.rows; ++m) {
            for (std::size_t c = 0; c < n.columns; ++c) {
                const auto left = [&](std::size_t k) {
                    return a.first[m * a.per_output + k * a.per_term];
                };
                const auto right = [&](std::size_t k) { return b_.matrix()[k][c]; };
                start_.push_back(any(0, 0));
                want_.push_back(reference::dot<T>(n.inner, left, right));
                want_added_.push_back(reference::dot<T>(n.inner, left, right, start_.back()));
            }
        }
        const auto layout_of = [&](testing::guarded_matrix<T>& b) {
            return product_layout{n, a.per_output, a.per_term, b.matrix().stride,
                                  c_.matrix().stride};
        };
        std::string wrong;
        testing::for_each_instruction_set([&](picomlp::instruction_set set) {
            if (!wrong.empty()) return;
            c_.place(n.rows, n.columns, n.columns + spare, where);
            picomlp::kernels::product<T>(layout_of(b_), a.first, b_.input().first, c_.data());
            wrong = compared("product", n, want_);

            c_.place(n.rows, n.columns, n.columns + spare, where);
            picomlp::kernels::transposed_product<T>(layout_of(transposed_b_), a.first,
                                                    transposed_b_.input().first, c_.data());
            wrong += compared("transposed_product", n, want_);

            c_.place(n.rows, n.columns, n.columns + spare, where);
            c_.set([&](std::size_t m, std::size_t c) { return start_[m * n.columns + c]; });
            picomlp::kernels::add_product<T>(layout_of(b_), a.first, b_.input().first, c_.data());
            wrong += compared("add_product", n, want_added_);

            if (!wrong.empty()) wrong = picomlp::name_of(set) + (": " + wrong);
        });
        return wrong;
    }

  private:
    std::string compared(const char* what, product_shape n, const std::vector<T>& want) const {
        const std::string where = std::string(what) + " of " + std::to_string(n.rows) + " x " +
                                  std::to_string(n.inner) + " x " + std::to_string(n.columns) +
                                  ", case " + std::to_string(count_) + "; ";
        if (!c_.surroundings_untouched()) return "writes outside: " + where;
        for (std::size_t e = 0; e < want.size(); ++e) {
            if (!testing::same(c_.matrix()[e / n.columns][e % n.columns], want[e])) return where;
        }
        return "";
    }

    std::mt19937_64 random_{17};
    unsigned count_ = 0;
    testing::guarded_matrix<T> a_, b_, transposed_b_, c_;
    std::vector<T> want_, want_added_, start_;
};

/// One case in so many on an emulated board, which has no instructions for double.
template <class T>
constexpr unsigned one_of = sizeof(T) == sizeof(float) ? 7 : 101;

constexpr std::size_t sampled_inner[] = {1, 2, 3, 5, 8, 17, 33, 63, 64, 65};

}  // namespace

TEST_CASE_TEMPLATE("products equal the reference for every result up to 33 x 33", T, float,
                   double) {
    product_checks<T> checks({33, 33, 65});
    unsigned next = 0;
    testing::thinned cases(one_of<T>);
    for (std::size_t rows = 1; rows <= 33; ++rows) {
        for (std::size_t columns = 1; columns <= 33; ++columns) {
            const product_shape n = {rows, columns, sampled_inner[next++ % 10]};
            if (cases.takes_next()) REQUIRE(checks.run(n) == "");
        }
    }
}

TEST_CASE_TEMPLATE("products equal the reference for every inner dimension up to 131", T, float,
                   double) {
    product_checks<T> checks({20, 20, 131});
    testing::thinned cases(one_of<T>);
    const std::size_t shapes[][2] = {{1, 1}, {1, 17}, {17, 1}, {5, 3}, {18, 9}, {9, 18}};
    for (const auto& shape : shapes) {
        for (std::size_t inner = 1; inner <= 131; ++inner) {
            if (cases.takes_next()) REQUIRE(checks.run({shape[0], shape[1], inner}) == "");
        }
    }
}

TEST_CASE_TEMPLATE("products equal the reference for large shapes", T, float, double) {
    product_checks<T> checks({128, 128, 784});
    REQUIRE(checks.run({64, 64, 64}) == "");
    REQUIRE(checks.run({100, 100, 100}) == "");
    REQUIRE(checks.run({128, 1, 784}) == "");
    REQUIRE(checks.run({1, 128, 784}) == "");
    REQUIRE(checks.run({7, 128, 300}) == "");
}

TEST_CASE_TEMPLATE("products equal the reference on the full grid" * doctest::skip(), T, float,
                   double) {
    product_checks<T> checks({33, 33, 67});
    for (std::size_t rows = 1; rows <= 33; ++rows) {
        for (std::size_t columns = 1; columns <= 33; ++columns) {
            for (std::size_t inner = 1; inner <= 67; ++inner) {
                REQUIRE(checks.run({rows, columns, inner}) == "");
            }
        }
    }
}

TEST_CASE_TEMPLATE("lanes equal the reference for every length", T, float, double) {
    testing::guarded_matrix<T> x(1100);
    std::mt19937_64 random(19);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t count = 1; count <= 1040; count += count < 131 ? 1 : 127) {
            CAPTURE(count);
            const values kind = count % 3 == 0 ? values::vanishing : values::usual;
            x.place(1, count, count, static_cast<int>(count % 6) - 1);
            x.set([&](std::size_t, std::size_t) { return testing::any_value<T>(random, kind); });
            T sums[16], squares[16], want_sums[16], want_squares[16];
            for (int j = 0; j < 16; ++j) {
                // -0 shows whether an accumulator that has no element is left alone.
                sums[j] = want_sums[j] = j % 2 == 0 ? -T(0) : T(j);
                squares[j] = want_squares[j] = T(j);
            }
            const T scale = T(0.25);
            for (std::size_t e = 0; e < count; ++e) {
                const T y = scale * x.data()[e];
                want_sums[e % 16] = want_sums[e % 16] + x.data()[e];
                want_squares[e % 16] = reference::madd(y, y, want_squares[e % 16]);
            }
            picomlp::kernels::add_to_accumulators<T>(count, x.data(), sums);
            picomlp::kernels::add_squares_to_accumulators<T>(count, scale, x.data(), squares);
            std::size_t wrong = 0;
            for (int j = 0; j < 16; ++j) {
                wrong += !testing::same(sums[j], want_sums[j]);
                wrong += !testing::same(squares[j], want_squares[j]);
            }
            CHECK(wrong == 0);
        }
    });
}
