// SPDX-License-Identifier: MIT
// The bits of numbers: taken out, put back, and compared.
#pragma once

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace testing {

inline uint32_t bits_of(float x) {
    uint32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

inline uint64_t bits_of(double x) {
    uint64_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
}

inline float float_of(uint32_t bits) {
    float x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

inline double double_of(uint64_t bits) {
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

/// Zeros of different sign differ; NaNs of the same bits do not.
template <class T>
bool same_bits(T x, T y) {
    static_assert(std::is_arithmetic_v<T>);
    return std::memcmp(&x, &y, sizeof x) == 0;
}

template <class T>
bool same_bits(const std::vector<T>& x, const std::vector<T>& y) {
    static_assert(std::is_arithmetic_v<T>);
    return x.size() == y.size() &&
           (x.empty() || std::memcmp(x.data(), y.data(), x.size() * sizeof(T)) == 0);
}

}  // namespace testing
