// SPDX-License-Identifier: MIT
#include "picomlp/matrix/arithmetic.hpp"

#include <cmath>
#include <limits>

#include "doctest_config.hpp"
#include "matrix_values.hpp"

using namespace testing;

namespace {

template <class Element, size_t Rows, size_t Columns>
struct shape {
    using T = Element;
    static constexpr size_t rows = Rows, columns = Columns;
};

}  // namespace

TEST_CASE_TEMPLATE_DEFINE("elementwise arithmetic equals one operation per element", Shape,
                          arithmetic) {
    using T = typename Shape::T;
    constexpr size_t rows = Shape::rows, columns = Shape::columns;
    std::mt19937_64 random(29);
    const auto a = any_matrix<T, rows, columns>(random);
    const auto b = any_matrix<T, rows, columns>(random);
    const auto bias = any_matrix<T, rows, 1>(random);
    picomlp::matrix<T, rows, columns> c{};
    framed<T, rows, columns> inside;

    const auto sum = [&](std::size_t r, std::size_t k) { return a(r, k) + b(r, k); };
    const auto difference = [&](std::size_t r, std::size_t k) { return a(r, k) - b(r, k); };
    const auto product = [&](std::size_t r, std::size_t k) { return a(r, k) * b(r, k); };
    const auto scaled = [&](std::size_t r, std::size_t k) { return T(0.3) * a(r, k); };
    const auto shifted = [&](std::size_t r, std::size_t k) { return a(r, k) + bias[r]; };

    // Into a matrix, into a view with a stride, and in place.
    picomlp::add(a, b, c);
    CHECK(differences(c, sum) == 0);
    picomlp::add(a, b, inside.view());
    CHECK(differences<T, rows, columns>(inside.view(), sum) == 0);
    c = b;
    picomlp::add(a, c, c);
    CHECK(differences(c, sum) == 0);

    picomlp::subtract(a, b, c);
    CHECK(differences(c, difference) == 0);
    picomlp::subtract(a, b, inside.view());
    CHECK(differences<T, rows, columns>(inside.view(), difference) == 0);
    c = b;
    picomlp::subtract(a, c, c);
    CHECK(differences(c, difference) == 0);

    picomlp::hadamard_product(a, b, c);
    CHECK(differences(c, product) == 0);
    picomlp::hadamard_product(a, b, inside.view());
    CHECK(differences<T, rows, columns>(inside.view(), product) == 0);
    c = a;
    picomlp::hadamard_product(c, b, c);
    CHECK(differences(c, product) == 0);

    picomlp::scale(a, T(0.3), c);
    CHECK(differences(c, scaled) == 0);
    picomlp::copy(a, inside.view());
    picomlp::scale(inside.view(), T(0.3), inside.view());
    CHECK(differences<T, rows, columns>(inside.view(), scaled) == 0);

    picomlp::add_column(a, bias, c);
    CHECK(differences(c, shifted) == 0);
    picomlp::copy(a, inside.view());
    framed<T, rows, columns> other;
    picomlp::copy(bias, other.view().column(columns - 1));
    picomlp::add_column(inside.view(), other.view().column(columns - 1), inside.view());
    CHECK(differences<T, rows, columns>(inside.view(), shifted) == 0);

    picomlp::matrix<T, columns, rows> turned{};
    const auto a_turned = [&](std::size_t r, std::size_t k) { return a(k, r); };
    picomlp::transpose(a, turned);
    CHECK(differences(turned, a_turned) == 0);
    framed<T, columns, rows> turned_inside;
    picomlp::copy(a, inside.view());
    picomlp::transpose(inside.view(), turned_inside.view());
    CHECK(differences<T, columns, rows>(turned_inside.view(), a_turned) == 0);
    CHECK(turned_inside.frame_untouched());

    CHECK(picomlp::equal(inside.view(), a));
    inside.view()(rows - 1, columns - 1) += T(1);
    CHECK_FALSE(picomlp::equal(inside.view(), a));
    picomlp::fill(inside.view(), T(-0.0));
    CHECK(differences<T, rows, columns>(inside.view(),
                                        [](std::size_t, std::size_t) { return T(-0.0); }) == 0);
    CHECK(inside.frame_untouched());
}

TEST_CASE_TEMPLATE_INVOKE(arithmetic, shape<float, 1, 1>, shape<float, 1, 33>, shape<float, 33, 1>,
                          shape<float, 5, 7>, shape<float, 17, 16>, shape<float, 64, 100>);
TEST_CASE_TEMPLATE_INVOKE(arithmetic, shape<double, 1, 1>, shape<double, 3, 5>,
                          shape<double, 33, 31>, shape<double, 100, 64>);

TEST_CASE("matrices are equal when all their elements are") {
    picomlp::matrix<float, 2, 2> a = {{1, 2, 3, -0.0F}};
    picomlp::matrix<float, 2, 2> b = {{1, 2, 3, 0.0F}};
    CHECK(a == b);
    CHECK_FALSE(a != b);
    b(1, 0) = 4;
    CHECK(a != b);
    b = a;
    a(0, 0) = b(0, 0) = std::numeric_limits<float>::quiet_NaN();
    CHECK(a != b);
}
