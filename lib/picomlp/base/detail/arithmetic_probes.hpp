// SPDX-License-Identifier: MIT
// Single operations of the processor, on bit patterns: uint32_t for float, uint64_t for double. For
// this floor's sources: not installed.
#pragma once

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

// Through bits, because a processor that flushes subnormals also compares them equal to zero.
// Volatile operands make the processor compute at run time what the compiler would know.

template <class Bits>
Bits sum(Bits a, Bits b) {
    const volatile auto left = from_bits(a);
    const volatile auto right = from_bits(b);
    const volatile auto result = left + right;
    return to_bits(result);
}

template <class Bits>
Bits difference(Bits a, Bits b) {
    const volatile auto left = from_bits(a);
    const volatile auto right = from_bits(b);
    const volatile auto result = left - right;
    return to_bits(result);
}

template <class Bits>
Bits product(Bits a, Bits b) {
    const volatile auto left = from_bits(a);
    const volatile auto right = from_bits(b);
    const volatile auto result = left * right;
    return to_bits(result);
}

template <class Bits>
bool keeps_subnormals(Bits one, Bits smallest_normal) {
    const Bits half_of_it = smallest_normal / 2;
    const Bits half = one - smallest_normal;
    const Bits two = one + smallest_normal;
    return product(smallest_normal, half) == half_of_it &&
           product(half_of_it, two) == smallest_normal;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
