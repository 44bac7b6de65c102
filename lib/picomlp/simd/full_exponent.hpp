// Infinities and NaN by their bits: integer arithmetic, for targets where that is the fast kind.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

[[gnu::always_inline]] inline bool has_full_exponent(float x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (bits & 0x7f800000U) == 0x7f800000U;
}

[[gnu::always_inline]] inline bool has_full_exponent(double x) {
    uint64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (bits & 0x7ff0000000000000U) == 0x7ff0000000000000U;
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
