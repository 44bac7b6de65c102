// SPDX-License-Identifier: MIT
// An integer setting that refuses fractions at compile time.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// The number of type Whole (unsigned) that is nearest to `value`.
template <class Whole, class Integer>
constexpr Whole nearest_whole(Integer value) {
    if (!(value > Integer(0))) return Whole(0);
    constexpr Whole highest = static_cast<Whole>(~Whole(0));
    return static_cast<unsigned long long>(value) > highest ? highest : static_cast<Whole>(value);
}

}  // namespace detail

/// A setting of type Whole (uint32_t, uint64_t). It takes integers of every type and clamps them to
/// its range, so -1 becomes 0. A plain uint32_t would silently take 0.5 as 0.
template <class Whole>
class whole_number {
  public:
    constexpr whole_number() = default;
    /// From an integer of any type. One out of range becomes the nearest Whole; a number with a
    /// fraction does not compile.
    template <class Integer>
    constexpr whole_number(Integer value) {
        static_assert(detail::is_integer<Integer>,
                      "picomlp: this setting is a whole number, such as 10");
        if constexpr (detail::is_integer<Integer>) value_ = detail::nearest_whole<Whole>(value);
    }

    /// The number itself.
    constexpr operator Whole() const { return value_; }

    /// Ends at the largest Whole instead of beginning anew.
    constexpr whole_number& operator+=(whole_number more) {
        const Whole left = static_cast<Whole>(~value_);
        value_ = more.value_ < left ? static_cast<Whole>(value_ + more.value_)
                                    : static_cast<Whole>(value_ + left);
        return *this;
    }

  private:
    Whole value_ = 0;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
