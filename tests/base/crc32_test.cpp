// SPDX-License-Identifier: MIT
#include "picomlp/base/crc32.hpp"

#include "doctest_config.hpp"

TEST_CASE("crc32 gives the check value of the standard, in one piece and in several") {
    // "123456789" -> cbf43926 is the check value of CRC-32 in catalogues; other CRCs give other
    // values.
    const char text[] = "123456789";
    CHECK(picomlp::crc32(0, text, 9) == 0xcbf43926);
    for (size_t cut = 0; cut <= 9; ++cut) {
        CHECK(picomlp::crc32(picomlp::crc32(0, text, cut), text + cut, 9 - cut) == 0xcbf43926);
    }
    CHECK(picomlp::crc32(0, text, 0) == 0);
}

// By Python: zlib.crc32(struct.pack("<4f", ...)), and "<4d".
TEST_CASE("crc32_of_numbers takes in each number from its lowest byte, on every machine") {
    using picomlp::crc32_of_numbers;
    const float floats[] = {1.5F, -0.1F, 1e-40F, 3e38F};
    const double doubles[] = {1.5, -0.1, 1e-310, 3e300};
    for (size_t cut = 0; cut <= 4; ++cut) {
        CHECK(crc32_of_numbers(crc32_of_numbers(0, floats, cut), floats + cut, 4 - cut) ==
              0xcc6d4363);
        CHECK(crc32_of_numbers(crc32_of_numbers(0, doubles, cut), doubles + cut, 4 - cut) ==
              0xaccd5fcb);
    }
    CHECK(crc32_of_numbers(0xcbf43926, floats, 0) == 0xcbf43926);
}
