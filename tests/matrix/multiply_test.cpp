// SPDX-License-Identifier: MIT
#include "picomlp/matrix/multiply.hpp"

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "matrix_values.hpp"
#include "picomlp/matrix/arithmetic.hpp"
#include "reference/matrix_reference.hpp"

using namespace testing;

namespace {

/// Sizes of one product; the size-erased kernels see the full grid in tests/kernels.
template <class Element, size_t Rows, size_t Inner, size_t Columns>
struct sizes {
    using T = Element;
    static constexpr size_t rows = Rows, inner = Inner, columns = Columns;
};

}  // namespace

TEST_CASE_TEMPLATE_DEFINE("products of matrices and views equal the reference", Sizes, products) {
    using T = typename Sizes::T;
    constexpr size_t rows = Sizes::rows, inner = Sizes::inner, columns = Sizes::columns;
    std::mt19937_64 random(23);
    const auto a = any_matrix<T, rows, inner>(random);
    const auto b = any_matrix<T, inner, columns>(random);
    const auto start = any_matrix<T, rows, columns>(random);
    picomlp::matrix<T, inner, rows> a_turned{};
    picomlp::matrix<T, columns, inner> b_turned{};
    picomlp::transpose(a, a_turned);
    picomlp::transpose(b, b_turned);
    framed<T, inner, columns> b_inside;
    picomlp::copy(b, b_inside.view());

    const auto want = [&](std::size_t r, std::size_t c) {
        return reference::dot<T>(
            inner, [&](std::size_t k) { return a(r, k); }, [&](std::size_t k) { return b(k, c); });
    };
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        picomlp::matrix<T, rows, columns> c{};
        picomlp::multiply(a, b, c);
        CHECK(differences(c, want) == 0);
        picomlp::multiply_transposed_left(a_turned, b, c);
        CHECK(differences(c, want) == 0);
        picomlp::multiply_transposed_right(a, b_turned, c);
        CHECK(differences(c, want) == 0);

        framed<T, rows, columns> inside;
        picomlp::multiply(a, b_inside.view(), inside.view());
        CHECK(differences<T, rows, columns>(inside.view(), want) == 0);
        CHECK(inside.frame_untouched());
        picomlp::multiply_transposed_left(a_turned, b_inside.view(), inside.view());
        CHECK(differences<T, rows, columns>(inside.view(), want) == 0);
        CHECK(inside.frame_untouched());

        // One column of the product alone: matrix-vector, from and into columns with a stride.
        constexpr size_t last = columns - 1;
        const auto last_column = [&](std::size_t r, std::size_t) { return want(r, last); };
        picomlp::vector<T, rows> y{};
        picomlp::multiply(a, b_inside.view().column(last), y);
        CHECK(differences(y, last_column) == 0);
        picomlp::multiply_transposed_left(a_turned, b_inside.view().column(last), y);
        CHECK(differences(y, last_column) == 0);
        framed<T, rows, columns> column_inside;
        picomlp::multiply(a, b_inside.view().column(last), column_inside.view().column(last));
        picomlp::matrix_view<T, rows, 1> got = column_inside.view().column(last);
        CHECK(differences<T, rows, 1>(got, last_column) == 0);
        picomlp::multiply_transposed_left(a_turned, b_inside.view().column(last), got);
        CHECK(differences<T, rows, 1>(got, last_column) == 0);

        picomlp::copy(start, inside.view());
        const picomlp::matrix_view<const T, inner, 1> x = picomlp::matrix_view(b).column(0);
        const auto outer = [&](std::size_t r, std::size_t k) {
            return reference::madd(a(r, 0), x[k], start(r, k % columns));
        };
        picomlp::matrix<T, rows, inner> sums{};
        for (size_t r = 0; r < rows; ++r) {
            for (size_t k = 0; k < inner; ++k) sums(r, k) = start(r, k % columns);
        }
        picomlp::vector<T, inner> x_alone{};
        picomlp::copy(x, x_alone);
        auto more = sums;
        picomlp::add_outer_product(picomlp::matrix_view(a).column(0), x_alone, sums);
        CHECK(differences(sums, outer) == 0);
        picomlp::add_outer_product(picomlp::matrix_view(a).column(0), x, more);
        CHECK(differences(more, outer) == 0);
    });
}

TEST_CASE_TEMPLATE_INVOKE(products, sizes<float, 1, 1, 1>, sizes<float, 2, 3, 5>,
                          sizes<float, 5, 17, 1>, sizes<float, 16, 8, 16>, sizes<float, 33, 7, 2>,
                          sizes<float, 9, 33, 31>, sizes<float, 64, 64, 64>,
                          sizes<float, 100, 10, 100>);
TEST_CASE_TEMPLATE_INVOKE(products, sizes<double, 1, 1, 1>, sizes<double, 3, 2, 5>,
                          sizes<double, 4, 1, 9>, sizes<double, 17, 16, 15>,
                          sizes<double, 33, 20, 3>, sizes<double, 64, 64, 64>,
                          sizes<double, 10, 100, 100>);

TEST_CASE("products take C arrays, and numbers that are easy to check by hand") {
    const float a[2][3] = {{1, 2, 3}, {4, 5, 6}};
    const picomlp::matrix<float, 3, 2> b = {{1, 2, 3, 4, 5, 6}};
    float c[2][2];
    picomlp::multiply(a, b, c);
    CHECK(c[0][0] == 22.0F);
    CHECK(c[0][1] == 28.0F);
    CHECK(c[1][0] == 49.0F);
    CHECK(c[1][1] == 64.0F);
    const double x[3] = {1, 10, 100};
    const double m[2][3] = {{1, 2, 3}, {4, 5, 6}};
    double y[2];
    picomlp::multiply(m, x, y);
    CHECK(y[0] == 321.0);
    CHECK(y[1] == 654.0);
}
