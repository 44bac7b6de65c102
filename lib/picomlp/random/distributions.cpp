// SPDX-License-Identifier: MIT
// What is drawn from a generator's words: uniform numbers and orders.
#include "picomlp/random/shuffle.hpp"
#include "picomlp/random/uniform.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// The words fit in 31 bits before they are converted, so that the conversion is the signed one,
// which more processors have. Every operation on the way to [0, 1) is exact.
template <>
float uniform<float>(xoshiro128pp& bits) noexcept {
    return static_cast<float>(static_cast<int32_t>(bits.next() >> 8)) * 0x1p-24f;
}

template <>
double uniform<double>(xoshiro128pp& bits) noexcept {
    const auto high = static_cast<int32_t>(bits.next() >> 5);
    const auto low = static_cast<int32_t>(bits.next() >> 6);
    return (static_cast<double>(high) * 0x1p26 + static_cast<double>(low)) * 0x1p-53;
}

template <class T>
T uniform(xoshiro128pp& bits, T low, T high) noexcept(detail::needs_real<T>()) {
    return low + (high - low) * uniform<T>(bits);
}

template <class T>
void uniform_fill(xoshiro128pp& bits, T* out, size_t count) noexcept(detail::needs_real<T>()) {
    for (size_t i = 0; i < count; ++i) {
        out[i] = uniform<T>(bits);
    }
}

template <class T>
void uniform_fill(xoshiro128pp& bits, T* out, size_t count, T low,
                  T high) noexcept(detail::needs_real<T>()) {
    for (size_t i = 0; i < count; ++i) {
        out[i] = uniform<T>(bits, low, high);
    }
}

template float uniform<float>(xoshiro128pp&, float, float) noexcept;
template double uniform<double>(xoshiro128pp&, double, double) noexcept;
template void uniform_fill<float>(xoshiro128pp&, float*, size_t) noexcept;
template void uniform_fill<double>(xoshiro128pp&, double*, size_t) noexcept;
template void uniform_fill<float>(xoshiro128pp&, float*, size_t, float, float) noexcept;
template void uniform_fill<double>(xoshiro128pp&, double*, size_t, double, double) noexcept;

template <class Index>
void identity_order(Index* order, uint32_t count) noexcept(detail::needs_index<Index>()) {
    for (uint32_t i = 0; i < count; ++i) {
        order[i] = static_cast<Index>(i);
    }
}

template <class Index>
void shuffle(Index* order, uint32_t count,
             xoshiro128pp& bits) noexcept(detail::needs_index<Index>()) {
    for (uint32_t left = count; left > 1; --left) {
        const uint32_t chosen = bits.below(left);
        const Index last = order[left - 1];
        order[left - 1] = order[chosen];
        order[chosen] = last;
    }
}

#define PICOMLP_INSTANTIATE(Index)                           \
    template void identity_order(Index*, uint32_t) noexcept; \
    template void shuffle(Index*, uint32_t, xoshiro128pp&) noexcept;
PICOMLP_FOR_EACH_INTEGER(PICOMLP_INSTANTIATE)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
