// SPDX-License-Identifier: MIT
// The streams of both generators, each distribution and the shuffles.
#include "picomlp/random/normal.hpp"
#include "picomlp/random/numpy_random_state.hpp"
#include "picomlp/random/shuffle.hpp"
#include "picomlp/random/uniform.hpp"
#include "picomlp/random/xoshiro128pp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

constexpr uint64_t seeds[] = {0, 3, 0xfedcba9876543210};
constexpr size_t count = 1001;

void words(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::xoshiro128pp bits(seed);
        for (size_t i = 0; i < count; ++i) results.add(bits.next());
        bits.jump();
        results.add(bits.next64());
        bits.long_jump();
        results.add(bits.below(1000));
    }
}

template <class T>
void uniforms(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::xoshiro128pp bits(seed);
        values<T> drawn(count);
        picomlp::uniform_fill(bits, drawn.data(), count);
        results.add(drawn);
        picomlp::uniform_fill(bits, drawn.data(), count, T(-3), T(5));
        results.add(drawn);
    }
}

template <class T>
void normals(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::xoshiro128pp bits(seed);
        values<T> drawn(count);
        picomlp::normal<T>(bits).fill(drawn.data(), count);
        results.add(drawn);
    }
}

void shuffles(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::xoshiro128pp bits(seed);
        values<uint32_t> order(count);
        picomlp::identity_order(order.data(), count);
        picomlp::shuffle(order.data(), count, bits);
        results.add(order);
    }
}

void numpy_stream(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::numpy_random_state state(static_cast<uint32_t>(seed));
        {
            values<double> drawn(count);
            state.uniform_fill(drawn.data(), count);
            results.add(drawn);
            state.normal_fill(drawn.data(), count);
            results.add(drawn);
        }
        values<uint32_t> order(count);
        picomlp::identity_order(order.data(), count);
        state.shuffle(order.data(), count);
        results.add(order);
    }
}

}  // namespace

stage_list random_stages() {
    static constexpr stage all[] = {
        {"random.words", range::normal, words},
        {"uniform.float", range::normal, uniforms<float>},
        {"uniform.double", range::normal, unless_small<uniforms<double>>},
        {"normal.float", range::normal, normals<float>},
        {"normal.double", range::normal, unless_small<normals<double>>},
        {"shuffle", range::normal, shuffles},
        {"numpy_random_state", range::normal, unless_small<numpy_stream>},
    };
    return all;
}

}  // namespace testing
