// SPDX-License-Identifier: MIT
// Running sums and moments, one number at a time. Not installed.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/running_moments.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Knuth's two_sum (The Art of Computer Programming 2, section 4.2.2) into sum and rest.
template <class T>
void add_to(running_sum<T>& running, T term) {
    const T sum = running.sum + term;
    const T term_part = sum - running.sum;
    const T lost = (running.sum - (sum - term_part)) + (term - term_part);
    running.sum = sum;
    running.rest = running.rest + lost;
}

template <class T>
T total_of(running_sum<T> running) {
    return running.sum + running.rest;
}

template <class T>
constexpr running_squares<T> no_squares() {
    return {T(0), T(0), -detail::exponent_limit<T>};
}

/// p, where the square of a number is kept in units of 4^p.
template <class T>
int exponent_of_unit(T number) {
    constexpr int safe = sizeof(T) == sizeof(float) ? 40 : 400;
    const int exponent = detail::exponent_of(number);
    return exponent >= -safe && exponent <= safe ? 0 : exponent;
}

/// Adds one * other; the two are of about the same size. When the unit grows, the sum so far is
/// divided by a power of two, exactly.
template <class T>
void add_to(running_squares<T>& running, T one, T other) {
    const int of_one = exponent_of_unit(one);
    const int of_other = exponent_of_unit(other);
    const int exponent = of_one < of_other ? of_other : of_one;
    running_sum<T> sum{running.sum, running.rest};
    if (exponent > running.exponent) {
        const T down =
            detail::power_of_two<T>(detail::held_exponent<T>(running.exponent - exponent));
        sum = {sum.sum * down * down, sum.rest * down * down};
        running.exponent = exponent;
    }
    const T unit = detail::power_of_two<T>(-running.exponent);
    add_to(sum, (one * unit) * (other * unit));
    running.sum = sum.sum;
    running.rest = sum.rest;
}

/// The sum, in units of 4^exponent.
template <class T>
T total_of(const running_squares<T>& running) {
    return running.sum + running.rest;
}

/// `number` counts from 1.
template <class T>
void add_to(running_moments<T>& running, uint32_t number, T x) {
    if (number == 1) {
        running = {x, T(0), no_squares<T>()};
        return;
    }
    const T distance = x - running.first;
    const T from_old = distance - running.mean;
    running.mean = running.mean + from_old / static_cast<T>(number);
    add_to(running.squares, from_old, distance - running.mean);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
