// SPDX-License-Identifier: MIT
#include "picomlp/random/philox.hpp"

#include "doctest_config.hpp"
#include "golden/philox.hpp"

TEST_CASE("philox gives the published answers and those of a second program") {
    for (const auto& known : golden::philox_cases) {
        const auto& c = known.counter;
        const auto drawn = picomlp::philox(known.key[0], known.key[1], {{c[0], c[1], c[2], c[3]}});
        for (int k = 0; k < 4; ++k) CHECK(drawn.words[k] == known.answer[k]);
    }
}
