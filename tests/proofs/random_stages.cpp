// The streams of both generators, each distribution and the shuffles.
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

void shuffles(checksum& results) {
    for (const uint64_t seed : seeds) {
        picomlp::random bits(seed);
        std::vector<uint32_t> order(count);
        picomlp::identity_order(order.data(), count);
        picomlp::shuffle(order.data(), count, bits);
        results.add(order);
    }
}

}  // namespace

const std::vector<stage>& random_stages() {
    static const std::vector<stage> stages = {
        {"random.words", range::normal, words},
        {"uniform.float", range::normal, uniforms<float>},
        {"uniform.double", range::normal, uniforms<double>},
        {"shuffle", range::normal, shuffles},
    };
    return stages;
}

}  // namespace proofs
