// Random orders, for going through the samples in a new order every epoch.
#pragma once

#include <stdint.h>

#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Writes 0, 1, .. count-1. Index is uint16_t (count at most 65536) or uint32_t.
template <class Index>
void identity_order(Index* order, uint32_t count) noexcept;

/// Puts `order` into random order, every one of the count! equally likely as far as the 2^128
/// states of the generator reach. Fisher-Yates (Durstenfeld, "Algorithm 235", CACM 7, 1964): for
/// i = count-1 down to 1, swaps order[i] with order[bits.below(i + 1)]. The words drawn depend on
/// `count` alone, not on Index. Index is uint16_t or uint32_t.
template <class Index>
void shuffle(Index* order, uint32_t count, xoshiro128pp& bits) noexcept;

extern template void identity_order<uint16_t>(uint16_t*, uint32_t) noexcept;
extern template void identity_order<uint32_t>(uint32_t*, uint32_t) noexcept;
extern template void shuffle<uint16_t>(uint16_t*, uint32_t, xoshiro128pp&) noexcept;
extern template void shuffle<uint32_t>(uint32_t*, uint32_t, xoshiro128pp&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
