// SPDX-License-Identifier: MIT
#include "picomlp/matrix/reductions.hpp"

#include <cmath>
#include <limits>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "matrix_values.hpp"
#include "reference/matrix_reference.hpp"

using namespace testing;

namespace {

template <class T>
struct reduction_checks {
    std::mt19937_64 random{43};
    testing::guarded_matrix<T> memory{40 * 40};

    /// Rows x columns with a stride: true when sum, row_sums and norm equal the reference.
    bool agree(std::size_t rows, std::size_t columns, std::size_t spare, testing::values kind) {
        memory.place(rows, columns, columns + spare, static_cast<int>((rows + columns) % 4) - 1);
        memory.set([&](std::size_t, std::size_t) { return testing::any_value<T>(random, kind); });
        const picomlp::strided_rows<const T> a = memory.input();
        const auto element = [&](std::size_t e) { return a[e / columns][e % columns]; };
        bool good = testing::same(picomlp::detail::sum_of_elements<T>(rows, columns, a),
                                  reference::sum<T>(rows * columns, element));
        good = good && testing::same(picomlp::detail::norm_of_elements<T>(rows, columns, a),
                                     reference::norm<T>(rows * columns, element));
        T sums[40];
        picomlp::detail::sums_of_rows<T>(rows, columns, a, {sums, 1});
        for (std::size_t r = 0; r < rows; ++r) {
            const auto in_row = [&](std::size_t c) { return a[r][c]; };
            good = good && testing::same(sums[r], reference::sum<T>(columns, in_row));
        }
        return good;
    }
};

}  // namespace

TEST_CASE_TEMPLATE("sums and norms equal the reference for every shape up to 33 x 33", T, float,
                   double) {
    reduction_checks<T> checks;
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (std::size_t rows = 1; rows <= 33; ++rows) {
            for (std::size_t columns = 1; columns <= 33; ++columns) {
                CAPTURE(rows);
                CAPTURE(columns);
                const auto kind = columns % 5 == 0   ? testing::values::special
                                  : columns % 5 == 1 ? testing::values::vanishing
                                                     : testing::values::usual;
                REQUIRE(checks.agree(rows, columns, (rows + columns) % 3, kind));
            }
        }
    });
}

TEST_CASE_TEMPLATE("norms neither overflow nor underflow on the way", T, float, double) {
    using limits = std::numeric_limits<T>;
    CHECK(picomlp::norm(picomlp::matrix<T, 2, 1>{{3, -4}}) == T(5));
    const T large = std::ldexp(T(1), limits::max_exponent - 3);
    CHECK(picomlp::norm(picomlp::matrix<T, 1, 2>{{3 * large, 4 * large}}) == 5 * large);
    const T small = testing::keeps_subnormals<T>() ? limits::denorm_min() : limits::min();
    CHECK(picomlp::norm(picomlp::vector<T, 2>{{3 * small, 4 * small}}) == 5 * small);
    CHECK(std::isinf(picomlp::norm(picomlp::vector<T, 2>{{limits::max(), limits::max()}})));
    CHECK(picomlp::norm(picomlp::vector<T, 3>{{0, T(-0.0), 0}}) == T(0));
    CHECK(std::isinf(picomlp::norm(picomlp::vector<T, 2>{{-limits::infinity(), 1}})));
    CHECK(std::isnan(
        picomlp::norm(picomlp::vector<T, 2>{{limits::infinity(), limits::quiet_NaN()}})));
}

TEST_CASE("sums take matrices, views and C arrays") {
    const picomlp::matrix<float, 2, 3> a = {{1, 2, 3, 4, 5, 6}};
    CHECK(picomlp::sum(a) == 21.0F);
    CHECK(picomlp::sum(picomlp::matrix_view(a).column(1)) == 7.0F);
    float sums[2];
    picomlp::row_sums(a, sums);
    CHECK(sums[0] == 6.0F);
    CHECK(sums[1] == 15.0F);
    CHECK(picomlp::sum(sums) == 21.0F);
}
