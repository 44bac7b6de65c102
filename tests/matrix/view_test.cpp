// SPDX-License-Identifier: MIT
#include "picomlp/matrix/view.hpp"

#include "doctest_config.hpp"

namespace {

float corner(picomlp::matrix_view<const float, 2, 3> m) { return m(1, 2); }
float last(picomlp::matrix_view<const float, 3, 1> m) { return m[2]; }

}  // namespace

TEST_CASE("a matrix is its elements and nothing else, row by row") {
    constexpr picomlp::matrix<double, 2, 3> m = {{1, 2, 3, 4, 5, 6}};
    static_assert(sizeof m == 6 * sizeof(double));
    static_assert(m.rows == 2 && m.columns == 3);
    static_assert(m(1, 0) == 4);
    CHECK(m.values[5] == 6);
}

TEST_CASE("matrices, C arrays and writable views become views for reading by themselves") {
    picomlp::matrix<float, 2, 3> m = {{1, 2, 3, 4, 5, 6}};
    const auto constant = m;
    float array[2][3] = {{1, 2, 3}, {4, 5, 7}};
    const float constant_array[2][3] = {{1, 2, 3}, {4, 5, 8}};
    float column[3] = {1, 2, 3};
    CHECK(corner(m) == 6);
    CHECK(corner(constant) == 6);
    CHECK(corner(array) == 7);
    CHECK(corner(constant_array) == 8);
    CHECK(corner(picomlp::matrix_view<float, 2, 3>(m)) == 6);
    CHECK(last(column) == 3);
}

TEST_CASE("views show rows, columns and parts of what they look at") {
    picomlp::matrix<float, 3, 4> m = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
    const picomlp::matrix_view whole(m);
    CHECK(whole.row(1)[3] == 8);
    CHECK(whole.column(2)[2] == 11);
    CHECK(whole.transposed_row(2)(3, 0) == 12);
    const auto part = whole.submatrix<2, 2>(1, 2);
    CHECK(part(0, 0) == 7);
    CHECK(part(1, 1) == 12);
    CHECK(part.stride() == 4);
    part.column(0)[1] = 50;
    CHECK(m(2, 2) == 50);
}

TEST_CASE("matrices and views offer pointer, stride, size and loop, row by row") {
    picomlp::matrix<float, 3, 4> m = {{0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23}};
    CHECK(m.data() == m.values);
    CHECK(m.stride() == 4);
    static_assert(decltype(m)::size() == 12);
    float sum = 0;
    for (const float value : m) sum += value;
    CHECK(sum == 138);
    const auto part = picomlp::matrix_view(m).submatrix<2, 3>(1, 1);
    CHECK(part.data() == m.values + 5);
    CHECK(part.stride() == 4);
    static_assert(decltype(part)::size() == 6);
    const float expected[] = {11, 12, 13, 21, 22, 23};
    int met = 0;
    for (float& value : part) {
        CHECK(value == expected[met++]);
        value = -1;
    }
    CHECK(met == 6);
    CHECK(m(1, 0) == 10);
    CHECK(m(2, 0) == 20);
    CHECK(m(2, 3) == -1);
    CHECK(m(0, 3) == 3);
    constexpr picomlp::matrix<double, 2, 2> constant = {{1, 2, 3, 4}};
    static_assert(*constant.begin() == 1);
    static_assert(*++picomlp::matrix_view(constant).begin() == 2);
}
