// SPDX-License-Identifier: MIT
// The matrix routines whose sums have an order to keep.
#include "picomlp/matrix/multiply.hpp"
#include "picomlp/matrix/reductions.hpp"
#include "stage.hpp"

namespace testing {

namespace {

template <class T, size_t Rows, size_t Columns>
picomlp::matrix<T, Rows, Columns> made_up(uint32_t seed) {
    picomlp::matrix<T, Rows, Columns> m;
    const auto values = random_values<T>(Rows * Columns, seed);
    for (size_t i = 0; i < Rows * Columns; ++i) m.values[i] = values[i];
    return m;
}

template <class T, size_t Rows, size_t Columns>
void add(checksum& results, const picomlp::matrix<T, Rows, Columns>& m) {
    for (const T value : m.values) results.add(value);
}

template <class T, size_t Rows, size_t Inner, size_t Columns>
void all_products(checksum& results) {
    const auto a = made_up<T, Rows, Inner>(1);
    const auto a_turned = made_up<T, Inner, Rows>(2);
    const auto b = made_up<T, Inner, Columns>(3);
    const auto b_turned = made_up<T, Columns, Inner>(4);
    picomlp::matrix<T, Rows, Columns> c;
    picomlp::multiply(a, b, c);
    add(results, c);
    picomlp::multiply_transposed_left(a_turned, b, c);
    add(results, c);
    picomlp::multiply_transposed_right(a, b_turned, c);
    add(results, c);
    picomlp::add_outer_product(made_up<T, Rows, 1>(5), made_up<T, Columns, 1>(6), c);
    add(results, c);
}

template <class T>
void products(checksum& results) {
    all_products<T, 1, 1, 1>(results);
    all_products<T, 5, 37, 3>(results);
    all_products<T, 33, 16, 18>(results);
    all_products<T, 20, 30, 1>(results);
}

template <class T>
void reductions(checksum& results) {
    const auto m = made_up<T, 7, 531>(7);
    picomlp::matrix<T, 7, 1> sums;
    picomlp::row_sums(m, sums);
    add(results, sums);
    results.add(picomlp::sum(m));
    results.add(picomlp::norm(m));
}

}  // namespace

stage_list matrix_stages() {
    static constexpr stage all[] = {
        {"matrix_products.float", range::normal, unless_small<products<float>>},
        {"matrix_products.double", range::normal, unless_small<products<double>>},
        {"matrix_reductions.float", range::normal, unless_small<reductions<float>>},
        {"matrix_reductions.double", range::normal, unless_small<reductions<double>>},
    };
    return all;
}

}  // namespace testing
