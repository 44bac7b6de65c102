// SPDX-License-Identifier: MIT
// A generator without state: random words as a function of a key and a counter.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Four random words.
struct philox_block {
    uint32_t words[4];  ///< the counter, or what comes of it
};

/// Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
/// (SC11): a block for every counter, under a key. Passes BigCrush by the authors' account; not for
/// cryptography. For streams in which any element must be found without drawing those before.
philox_block philox(uint32_t key_low, uint32_t key_high, philox_block counter) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
