#include "picomlp/random/philox.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
