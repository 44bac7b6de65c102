// SPDX-License-Identifier: MIT
// Random orders, for going through the samples in a new order every epoch.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Writes 0, 1, .. count-1. Index is any integer type that can hold count-1, which is not checked:
/// uint8_t for a count of up to 256, int16_t for up to 32768.
template <class Index>
void identity_order(Index* order, uint32_t count) noexcept(detail::needs_index<Index>());

/// Puts `order` into random order, every one of the count! equally likely as far as the 2^128
/// states of the generator reach. Fisher-Yates (Durstenfeld, "Algorithm 235", CACM 7, 1964): for
/// i = count-1 down to 1, swaps order[i] with order[bits.below(i + 1)]. The words drawn depend on
/// `count` alone, not on Index, which is any integer type.
template <class Index>
void shuffle(Index* order, uint32_t count,
             xoshiro128pp& bits) noexcept(detail::needs_index<Index>());

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
