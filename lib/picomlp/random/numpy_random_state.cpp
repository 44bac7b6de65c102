// SPDX-License-Identifier: MIT
#include "picomlp/random/numpy_random_state.hpp"

#include "picomlp/math/log.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

constexpr int middle = 397;

// One word of the recurrence: the top bit of one word joined to the rest of the next, twisted.
uint32_t twist(uint32_t upper, uint32_t lower) noexcept {
    const uint32_t joined = (upper & 0x80000000) | (lower & 0x7fffffff);
    return joined >> 1 ^ (0x9908b0df & (0 - (joined & 1)));
}

}  // namespace

void numpy_random_state::seed(uint32_t seed) noexcept {
    key_[0] = seed;
    for (uint32_t i = 1; i < state_size; ++i) {
        key_[i] = 1812433253 * (key_[i - 1] ^ key_[i - 1] >> 30) + i;
    }
    position_ = state_size;
    has_cached_normal_ = 0;
    cached_normal_ = 0;
}

void numpy_random_state::refill() noexcept {
    for (int i = 0; i < state_size - middle; ++i) {
        key_[i] = key_[i + middle] ^ twist(key_[i], key_[i + 1]);
    }
    for (int i = state_size - middle; i < state_size - 1; ++i) {
        key_[i] = key_[i + middle - state_size] ^ twist(key_[i], key_[i + 1]);
    }
    key_[state_size - 1] = key_[middle - 1] ^ twist(key_[state_size - 1], key_[0]);
    position_ = 0;
}

uint32_t numpy_random_state::next() noexcept {
    if (position_ == state_size) {
        refill();
    }
    uint32_t bits = key_[position_++];
    bits ^= bits >> 11;
    bits ^= bits << 7 & 0x9d2c5680;
    bits ^= bits << 15 & 0xefc60000;
    return bits ^ bits >> 18;
}

double numpy_random_state::uniform() noexcept {
    const auto high = static_cast<int32_t>(next() >> 5);
    const auto low = static_cast<int32_t>(next() >> 6);
    return (static_cast<double>(high) * 0x1p26 + static_cast<double>(low)) * 0x1p-53;
}

double numpy_random_state::normal() noexcept {
    if (has_cached_normal_ != 0) {
        has_cached_normal_ = 0;
        return cached_normal_;
    }
    double x1;
    double x2;
    double square;
    do {
        x1 = 2 * uniform() - 1;
        x2 = 2 * uniform() - 1;
        square = x1 * x1 + x2 * x2;
    } while (square >= 1 || square == 0);
    const double factor = math::sqrt(-2 * math::log(square) / square);
    cached_normal_ = factor * x1;
    has_cached_normal_ = 1;
    return factor * x2;
}

void numpy_random_state::uniform_fill(double* out, size_t count) noexcept {
    for (size_t i = 0; i < count; ++i) {
        out[i] = uniform();
    }
}

void numpy_random_state::normal_fill(double* out, size_t count) noexcept {
    for (size_t i = 0; i < count; ++i) {
        out[i] = normal();
    }
}

// Not `shuffle` of shuffle.hpp: NumPy draws below a bound by masking and rejecting.
template <class Index>
void numpy_random_state::shuffle(Index* values,
                                 uint32_t count) noexcept(detail::needs_index<Index>()) {
    uint32_t mask = 0xffffffff;
    for (uint32_t i = count; i > 1; --i) {
        const uint32_t last = i - 1;
        while (mask >> 1 >= last) {
            mask >>= 1;
        }
        uint32_t chosen;
        do {
            chosen = next() & mask;
        } while (chosen > last);
        const Index value = values[last];
        values[last] = values[chosen];
        values[chosen] = value;
    }
}

#define PICOMLP_INSTANTIATE(Index) \
    template void numpy_random_state::shuffle(Index*, uint32_t) noexcept;
PICOMLP_FOR_EACH_INTEGER(PICOMLP_INSTANTIATE)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
