// Bit patterns of floating-point numbers. For the library's own sources: not installed.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

// Internal linkage on purpose: these functions are inlined into translation units compiled for
// different instruction sets, and the linker must never pick one for all.

static inline uint32_t to_bits(float x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline uint64_t to_bits(double x) {
    uint64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline float from_bits(uint32_t bits) {
    float x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

static inline double from_bits(uint64_t bits) {
    double x;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
