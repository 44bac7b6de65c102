// The streams of both generators, each distribution and the shuffles.
#include "picomlp/random/normal.hpp"
#include "picomlp/random/numpy_random_state.hpp"
#include "picomlp/random/random.hpp"
#include "picomlp/random/shuffle.hpp"
#include "picomlp/random/uniform.hpp"
#include "stage.hpp"

namespace proofs {

namespace {

constexpr uint64_t seeds[] = {0, 3, 0xfedcba9876543210};
constexpr size_t count = 1001;

void words(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::random bits(seed);
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
        picomlp::random bits(seed);
        std::vector<T> values(count);
        picomlp::uniform_fill(bits, values.data(), count);
        results.add(values);
        picomlp::uniform_fill(bits, values.data(), count, T(-3), T(5));
        results.add(values);
    }
}

template <class T>
void normals(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::random bits(seed);
        std::vector<T> values(count);
        picomlp::normal<T>(bits).fill(values.data(), count);
        results.add(values);
    }
}

void shuffles(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::random bits(seed);
        std::vector<uint32_t> order(count);
        picomlp::identity_order(order.data(), count);
        picomlp::shuffle(order.data(), count, bits);
        results.add(order);
    }
}

void numpy_stream(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::numpy_random_state state(static_cast<uint32_t>(seed));
        std::vector<double> values(count);
        state.uniform_fill(values.data(), count);
        results.add(values);
        state.normal_fill(values.data(), count);
        results.add(values);
        std::vector<uint32_t> order(count);
        picomlp::identity_order(order.data(), count);
        state.shuffle(order.data(), count);
        results.add(order);
    }
}

}  // namespace

std::vector<stage> random_stages() {
    return {
        {"random.words", range::normal, words},
        {"uniform.float", range::normal, uniforms<float>},
        {"uniform.double", range::normal, uniforms<double>},
        {"normal.float", range::normal, normals<float>},
        {"normal.double", range::normal, normals<double>},
        {"shuffle", range::normal, shuffles},
        {"numpy_random_state", range::normal, numpy_stream},
    };
}

}  // namespace proofs
