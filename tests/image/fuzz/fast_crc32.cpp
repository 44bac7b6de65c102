// SPDX-License-Identifier: MIT
// crc32() by a table, in place of the library's in fuzzed programs: that one goes bit by bit, which
// is little code but nearly all of a fuzzer's time. test_fast_crc32() holds it to the library's
// byte.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "picomlp/base/crc32.hpp"

namespace {

struct crc32_tables {
    std::uint32_t entry[8][256];

    crc32_tables() {
        for (std::uint32_t byte = 0; byte < 256; ++byte) {
            entry[0][byte] = picomlp::detail::crc32_of_byte(0, static_cast<unsigned char>(byte));
        }
        for (unsigned k = 1; k < 8; ++k) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                const std::uint32_t before = entry[k - 1][byte];
                entry[k][byte] = before >> 8 ^ entry[0][before & 0xff];
            }
        }
    }
};

const crc32_tables& tables() {
    static const crc32_tables made;
    return made;
}

}  // namespace

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// Eight bytes at once: each has a table of what it does to the seven behind it.
__attribute__((no_sanitize("undefined"))) std::uint32_t crc32(std::uint32_t before,
                                                              const void* bytes,
                                                              std::size_t count) noexcept {
    const auto& table = tables().entry;
    const auto* byte = static_cast<const unsigned char*>(bytes);
    std::uint32_t crc = ~before;
    for (; count >= 8; count -= 8, byte += 8) {
        const std::uint32_t low =
            crc ^ (byte[0] | std::uint32_t{byte[1]} << 8 | std::uint32_t{byte[2]} << 16 |
                   std::uint32_t{byte[3]} << 24);
        crc = table[7][low & 0xff] ^ table[6][low >> 8 & 0xff] ^ table[5][low >> 16 & 0xff] ^
              table[4][low >> 24] ^ table[3][byte[4]] ^ table[2][byte[5]] ^ table[1][byte[6]] ^
              table[0][byte[7]];
    }
    for (; count > 0; --count, ++byte) crc = crc >> 8 ^ table[0][(crc ^ *byte) & 0xff];
    return ~crc;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp

/// Ends the program unless the tables give the CRC-32 that detail::crc32_of_byte() gives, for
/// lengths and addresses of all remainders by 8.
void test_fast_crc32();
void test_fast_crc32() {
    unsigned char bytes[64];
    std::uint32_t drawn = 1;
    for (auto& byte : bytes) {
        drawn = drawn * 1664525u + 1013904223u;
        byte = static_cast<unsigned char>(drawn >> 24);
    }
    for (unsigned first = 0; first < 8; ++first) {
        for (unsigned count = 0; count + first <= sizeof bytes; ++count) {
            std::uint32_t slow = 0xffffffff ^ count;
            for (unsigned k = 0; k < count; ++k) {
                slow = picomlp::detail::crc32_of_byte(slow, bytes[first + k]);
            }
            if (picomlp::crc32(count, bytes + first, count) == ~slow) continue;
            std::fprintf(stderr, "fast_crc32: another checksum than the library's\n");
            std::abort();
        }
    }
}
