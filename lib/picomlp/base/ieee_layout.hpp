// The bit layout of float and double in IEEE 754. Constants only, so sources for every instruction
// set may use them. Not installed.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
struct ieee_layout;

template <>
struct ieee_layout<float> {
    using bits = uint32_t;
    static constexpr int fraction = 23;  ///< number of fraction bits; the exponent's are above them
    static constexpr int bias = 127;
    static constexpr bits infinity = 0x7f800000U;  ///< every exponent bit set
};

template <>
struct ieee_layout<double> {
    using bits = uint64_t;
    static constexpr int fraction = 52;
    static constexpr int bias = 1023;
    static constexpr bits infinity = 0x7ff0000000000000U;
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
