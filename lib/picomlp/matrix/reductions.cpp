// SPDX-License-Identifier: MIT
#include "picomlp/matrix/reductions.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

namespace {

constexpr size_t lanes = summation_order::sum_accumulators;

template <class T>
using bits = typename ieee_layout<T>::bits;

template <class T>
bits<T> magnitude_of(T x) {
    return to_bits(x) & ~(bits<T>{1} << (8 * sizeof(T) - 1));
}

/// Calls take(count, elements) for the elements row by row, in pieces of a multiple of `lanes`
/// elements except for the last, so that each element keeps its lane.
template <class T, class Take>
void for_each_piece(size_t row_count, size_t columns, strided_rows<const T> a, Take take) {
    if (a.stride == columns || row_count == 1) {
        take(row_count * columns, a.first);
        return;
    }
    T piece[4 * lanes];
    size_t held = 0;
    for (size_t r = 0; r < row_count; ++r) {
        const T* row = a[r];
        for (size_t i = 0; i < columns; ++i) {
            piece[held++] = row[i];
            if (held == 4 * lanes) {
                take(held, static_cast<const T*>(piece));
                held = 0;
            }
        }
    }
    if (held > 0) take(held, static_cast<const T*>(piece));
}

template <class T>
T folded(T (&lane)[lanes]) {
    for (size_t half = lanes / 2; half > 0; half /= 2) {
        for (size_t j = 0; j < half; ++j) lane[j] += lane[j + half];
    }
    return lane[0];
}

/// The bits of the largest magnitude. Bits order like magnitudes: infinity above all finite
/// numbers, NaN above infinity.
template <class T>
bits<T> largest_magnitude(size_t row_count, size_t columns, strided_rows<const T> a) {
    bits<T> largest = 0;
    for (size_t r = 0; r < row_count; ++r) {
        const T* row = a[r];
        for (size_t i = 0; i < columns; ++i) {
            const bits<T> magnitude = magnitude_of(row[i]);
            largest = largest < magnitude ? magnitude : largest;
        }
    }
    return largest;
}

}  // namespace

template <class T>
T sum_of_elements(size_t row_count, size_t columns, strided_rows<const T> a) noexcept {
    T lane[lanes] = {};
    for_each_piece(row_count, columns, a, [&](size_t count, const T* x) {
        kernels::add_to_accumulators(count, x, static_cast<T*>(lane));
    });
    return folded(lane);
}

template <class T>
void sums_of_rows(size_t row_count, size_t columns, strided_rows<const T> a,
                  strided_rows<T> c) noexcept {
    for (size_t r = 0; r < row_count; ++r) *c[r] = sum_of_elements<T>(1, columns, {a[r], columns});
}

template <class T>
T norm_of_elements(size_t row_count, size_t columns, strided_rows<const T> a) noexcept {
    using layout = ieee_layout<T>;
    const bits<T> largest = largest_magnitude(row_count, columns, a);
    const int field = static_cast<int>(largest >> layout::fraction);
    if (field == 2 * layout::bias + 1 || largest == 0) return from_bits(largest);
    const int power = held_exponent<T>(field - layout::bias);
    const T down = power_of_two<T>(-power);
    const T up = power_of_two<T>(power);

    T lane[lanes] = {};
    for_each_piece(row_count, columns, a, [&](size_t count, const T* x) {
        kernels::add_squares_to_accumulators(count, down, x, static_cast<T*>(lane));
    });
    return math::sqrt(folded(lane)) * up;
}

#define PICOMLP_INSTANTIATE(T)                                                                   \
    template T sum_of_elements(size_t, size_t, strided_rows<const T>) noexcept;                  \
    template void sums_of_rows(size_t, size_t, strided_rows<const T>, strided_rows<T>) noexcept; \
    template T norm_of_elements(size_t, size_t, strided_rows<const T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
