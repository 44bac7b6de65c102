// SPDX-License-Identifier: MIT
#include "sincos_forms.hpp"

#include "doctest_config.hpp"
#include "thinned.hpp"

TEST_CASE("sine and cosine of a turn in integers are those in floats") {
    uint64_t different = 0;
    const int32_t step = testing::emulated ? 1000003 : 4093;
    for (int64_t rest = -testing::eighth_of_turn; rest < testing::eighth_of_turn; rest += step)
        different += !testing::same_sincos(static_cast<int32_t>(rest));
    // Next to 0, the ends of the range, and where a conversion to float begins to round.
    for (int32_t place = 1; place <= testing::eighth_of_turn; place *= 2) {
        for (int32_t offset = -40; offset <= 40; ++offset) {
            different += !testing::same_sincos(place + offset);
            different += !testing::same_sincos(-place + offset);
        }
    }
    CHECK(different == 0);
}
