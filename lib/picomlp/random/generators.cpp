// SPDX-License-Identifier: MIT
// The bit generators: xoshiro128++ and Philox.
#include "picomlp/random/philox.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

// x^(2^64) and x^(2^96) modulo the characteristic polynomial of the transition, coefficient of
// x^(32 i + j) in bit j of word i. tests/random/golden/xoshiro.py derives both.
constexpr uint32_t jump_polynomial[4] = {0x8764000b, 0xf542d2d3, 0x6fa035c3, 0x77f2db5b};
constexpr uint32_t long_jump_polynomial[4] = {0xb523952e, 0x0b6f099f, 0xccf5a0ef, 0x1c580662};

uint64_t split_mix(uint64_t& state) noexcept {
    state += 0x9e3779b97f4a7c15;
    uint64_t mixed = state;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return mixed ^ mixed >> 31;
}

}  // namespace

xoshiro128pp::xoshiro128pp(uint64_t seed) noexcept {
    const uint64_t first = split_mix(seed);
    const uint64_t second = split_mix(seed);
    state_.words[0] = static_cast<uint32_t>(first);
    state_.words[1] = static_cast<uint32_t>(first >> 32);
    state_.words[2] = static_cast<uint32_t>(second);
    state_.words[3] = static_cast<uint32_t>(second >> 32);
}

uint32_t xoshiro128pp::below(uint32_t bound) noexcept {
    uint64_t product = static_cast<uint64_t>(next()) * bound;
    if (static_cast<uint32_t>(product) < bound) {
        const uint32_t unfair = (0 - bound) % bound;  // 2^32 mod bound
        while (static_cast<uint32_t>(product) < unfair) {
            product = static_cast<uint64_t>(next()) * bound;
        }
    }
    return static_cast<uint32_t>(product >> 32);
}

// Evaluates the polynomial at the transition matrix, applied to the state: the sum (xor) of the
// states after as many steps as the polynomial has terms of that degree.
void xoshiro128pp::advance(const uint32_t (&polynomial)[4]) noexcept {
    state_type sum = {};
    for (const uint32_t coefficients : polynomial) {
        for (int bit = 0; bit < 32; ++bit) {
            const uint32_t taken = 0 - (coefficients >> bit & 1);
            for (int k = 0; k < 4; ++k) {
                sum.words[k] ^= state_.words[k] & taken;
            }
            next();
        }
    }
    state_ = sum;
}

void xoshiro128pp::jump() noexcept { advance(jump_polynomial); }

void xoshiro128pp::long_jump() noexcept { advance(long_jump_polynomial); }

status xoshiro128pp::restore(const state_type& state) noexcept {
    if ((state.words[0] | state.words[1] | state.words[2] | state.words[3]) == 0) {
        return status::bad_argument;
    }
    state_ = state;
    return status::ok;
}

philox_block philox(uint32_t key_low, uint32_t key_high, philox_block counter) noexcept {
    // Multipliers and key increments of the paper; the increments are the golden ratio and the
    // square root of 3, less one, as fractions of 2^32.
    uint32_t(&c)[4] = counter.words;
    for (int round = 0; round < 10; ++round) {
        const uint64_t even = uint64_t{0xd2511f53} * c[0];
        const uint64_t odd = uint64_t{0xcd9e8d57} * c[2];
        const philox_block next = {
            {static_cast<uint32_t>(odd >> 32) ^ c[1] ^ key_low, static_cast<uint32_t>(odd),
             static_cast<uint32_t>(even >> 32) ^ c[3] ^ key_high, static_cast<uint32_t>(even)}};
        counter = next;
        key_low += 0x9e3779b9;
        key_high += 0xbb67ae85;
    }
    return counter;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
