// SPDX-License-Identifier: MIT
// Uniform floating-point numbers. T is float or double.
#pragma once

#include <stddef.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// False for all types; a static_assert on it fails only when its function is used.
template <class Low, class High>
inline constexpr bool are_limits = false;

}  // namespace detail

/// Uniform in [0, 1), every multiple of 2^-24 (float) or 2^-53 (double) equally likely; exact, no
/// rounding. float: the top 24 bits of one word. double: the top 27 bits of a first word and the
/// top 26 of a second, ((a >> 5) * 2^26 + (b >> 6)) / 2^53.
template <class T>
T uniform(xoshiro128pp& bits) noexcept(detail::needs_real<T>());

/// low + (high - low) * uniform(bits), each operation rounded; the same words are consumed. Lies
/// in [low, high] for low <= high: rounding can make it `high` itself. `high - low` must be finite.
template <class T>
T uniform(xoshiro128pp& bits, T low, T high) noexcept(detail::needs_real<T>());

/// Limits of two types: for the error message alone.
template <class Low, class High>
Low uniform(xoshiro128pp&, Low low, High) noexcept {
    static_assert(detail::are_limits<Low, High>,
                  "picomlp: both limits are float, or both double: uniform(bits, 0.0F, 10.0F)");
    return low;
}

/// Writes `count` numbers to `out`, the same as `count` calls of `uniform` return.
template <class T>
void uniform_fill(xoshiro128pp& bits, T* out, size_t count) noexcept(detail::needs_real<T>());
template <class T>
void uniform_fill(xoshiro128pp& bits, T* out, size_t count, T low,
                  T high) noexcept(detail::needs_real<T>());

template <>
float uniform<float>(xoshiro128pp&) noexcept;
template <>
double uniform<double>(xoshiro128pp&) noexcept;
extern template float uniform<float>(xoshiro128pp&, float, float) noexcept;
extern template double uniform<double>(xoshiro128pp&, double, double) noexcept;
extern template void uniform_fill<float>(xoshiro128pp&, float*, size_t) noexcept;
extern template void uniform_fill<double>(xoshiro128pp&, double*, size_t) noexcept;
extern template void uniform_fill<float>(xoshiro128pp&, float*, size_t, float, float) noexcept;
extern template void uniform_fill<double>(xoshiro128pp&, double*, size_t, double, double) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
