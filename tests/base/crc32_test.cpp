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
