// The bits of 2 / pi, for the reduction of large angles. For the sources of this floor alone: not
// installed.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// 2 / pi as a binary fraction, most significant word first, after two words of zeros that stand
/// for the weights 2^63 to 2^0: enough for the largest double.
static constexpr uint32_t two_over_pi[] = {
    0x00000000u, 0x00000000u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u,
    0x3c439041u, 0xfe5163abu, 0xdebbc561u, 0xb7246e3au, 0x424dd2e0u, 0x06492eeau, 0x09d1921cu,
    0xfe1deb1cu, 0xb129a73eu, 0xe88235f5u, 0x2ebb4484u, 0xe99c7026u, 0xb45f7e41u, 0x3991d639u,
    0x835339f4u, 0x9c845f8bu, 0xbdf9283bu, 0x1ff897ffu, 0xde05980fu, 0xef2f118bu, 0x5a0a6d1fu,
    0x6d367ecfu, 0x27cb09b7u, 0x4f463f66u, 0x9e5fea2du, 0x7527bac7u, 0xebe5f17bu, 0x3d0739f7u,
    0x8a5292eau, 0x6bfb5fb1u, 0x1f8d5d08u, 0x56033046u, 0xfc7b6babu, 0xf0cfbc20u,
};

/// The 32 bits of the table that begin at bit `position`.
static inline uint32_t two_over_pi_bits(uint32_t position) {
    const uint32_t first = position >> 5;
    const uint64_t pair =
        static_cast<uint64_t>(two_over_pi[first]) << 32 | uint64_t{two_over_pi[first + 1]};
    return static_cast<uint32_t>((pair << (position & 31u)) >> 32);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
