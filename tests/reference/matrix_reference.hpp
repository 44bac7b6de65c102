// SPDX-License-Identifier: MIT
// PRODUCT, SUM and NORM of kernels/order.hpp as the plainest program that follows their words.
//
// Compile with -ffp-contract=off.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include "reference/dense_reference.hpp"

namespace reference {

/// Sum of a(k) * b(k) for k < inner, upwards from `start`.
template <class T, class A, class B>
T dot(std::size_t inner, A a, B b, T start = T(0)) {
    T total = start;
    for (std::size_t k = 0; k < inner; ++k)
        total = madd(static_cast<T>(a(k)), static_cast<T>(b(k)), total);
    return total;
}

/// Sum of element(0) .. element(count - 1) by 16 accumulators.
template <class T, class Element>
T sum(std::size_t count, Element element) {
    T partial[16] = {};
    for (std::size_t e = 0; e < count; ++e) partial[e % 16] = partial[e % 16] + element(e);
    return folded(partial);
}

template <class T, class Element>
T norm(std::size_t count, Element element) {
    using limits = std::numeric_limits<T>;
    T largest = 0;
    for (std::size_t e = 0; e < count; ++e) {
        if (std::isnan(element(e))) return limits::quiet_NaN();
        largest = std::fmax(largest, std::fabs(element(e)));
    }
    if (largest == 0 || std::isinf(largest)) return largest;
    int power = std::ilogb(largest);
    power = power < limits::min_exponent - 1 ? limits::min_exponent - 1 : power;
    power = power > limits::max_exponent - 2 ? limits::max_exponent - 2 : power;
    T partial[16] = {};
    for (std::size_t e = 0; e < count; ++e) {
        const T y = std::ldexp(element(e), -power);
        partial[e % 16] = madd(y, y, partial[e % 16]);
    }
    return std::ldexp(std::sqrt(folded(partial)), power);
}

}  // namespace reference
