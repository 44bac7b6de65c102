// SPDX-License-Identifier: MIT
// One number for all the bits a function returns on a fixed sample of arguments: equal numbers
// from two compilers, optimisation levels or processors mean equal functions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "picomlp/math/sincos.hpp"
#include "ulp.hpp"

namespace testing {

/// CRC-32 (IEEE 802.3, reflected) over values fed least significant byte first.
class checksum {
  public:
    void add(uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) {
            state_ ^= static_cast<uint32_t>(value & 0xff);
            value >>= 8;
            for (int bit = 0; bit < 8; ++bit)
                state_ = (state_ >> 1) ^ ((state_ & 1u) ? 0xedb88320u : 0u);
        }
    }
    uint32_t value() const { return ~state_; }

  private:
    uint32_t state_ = 0xffffffffu;
};

/// The argument of index i: a bit pattern from anywhere, or for odd i a moderate number.
inline float sample_float(uint32_t i) {
    const uint32_t mixed = i * 2654435761u;
    if (i % 2 == 0) return float_of(mixed);
    return float_of((mixed & 0x83ffffffu) | 0x3c000000u);
}
inline double sample_double(uint32_t i) {
    const uint64_t mixed = i * 0x9e3779b97f4a7c15u;
    if (i % 2 == 0) return double_of(mixed);
    return double_of((mixed & 0x807fffffffffffffu) | 0x3f80000000000000u);
}

constexpr uint32_t sample_count = 40000;

inline uint32_t checksum_of(float (*function)(float) noexcept) {
    checksum sum;
    for (uint32_t i = 0; i < sample_count; ++i) sum.add(bits_of(function(sample_float(i))), 4);
    return sum.value();
}

inline uint32_t checksum_of(double (*function)(double) noexcept) {
    checksum sum;
    for (uint32_t i = 0; i < sample_count; ++i) sum.add(bits_of(function(sample_double(i))), 8);
    return sum.value();
}

inline uint32_t checksum_of_float_turns() {
    checksum sum;
    for (uint32_t i = 0; i < sample_count; ++i) {
        float sine;
        float cosine;
        picomlp::math::sincos_turn(i * 2654435761u, &sine, &cosine);
        sum.add(bits_of(sine), 4);
        sum.add(bits_of(cosine), 4);
    }
    return sum.value();
}

inline uint32_t checksum_of_double_turns() {
    checksum sum;
    for (uint32_t i = 0; i < sample_count; ++i) {
        double sine;
        double cosine;
        picomlp::math::sincos_turn(i * 0x9e3779b97f4a7c15u, &sine, &cosine);
        sum.add(bits_of(sine), 8);
        sum.add(bits_of(cosine), 8);
    }
    return sum.value();
}

}  // namespace testing
