// SPDX-License-Identifier: MIT
#include "forms.hpp"

#include <cmath>
#include <initializer_list>

#include "doctest_config.hpp"

using namespace testing;

// Expected to be equal bit for bit, NaN included. `meson test --suite slow` compares all floats.

namespace {

/// The 401 floats around `place`, and those around -place.
void compare_around(const integer_form& form, float place, difference_count& count) {
    const uint32_t middle = bits_of(std::fabs(place));
    const uint32_t lowest = middle < 200 ? 0 : middle - 200;
    for (const uint32_t sign : {0u, 0x80000000u})
        count_differences(form, lowest | sign, (middle + 200) | sign, 1, count);
}

}  // namespace

TEST_CASE("functions written in integers are the same on a sample of all floats") {
    for (const integer_form& form : integer_forms) {
        difference_count count;
        count_differences(form, 0, 0xffffffffu, 997, count);
        INFO(form.name);
        INFO(count.first);
        CHECK(count.different == 0);
        CHECK(count.compared == 4307891);
    }
}

TEST_CASE("functions written in integers are the same where they change their course") {
    const float infinity = HUGE_VALF;
    const float places[] = {0.0f,       0x1p-149f,
                            0x1p-126f,  0x1p-25f,
                            0x1p-24f,   0x1p-13f,
                            0x1p-12f,   0.25f,
                            0.625f,     0.693147f,
                            0.7071068f, 0.8817384f,
                            1.0f,       1.4142135f,
                            9.01091f,   10.0f,
                            16.63553f,  17.32868f,
                            17.5f,      20.0f,
                            37.43f,     70.35f,
                            71.05f,     87.33654f,
                            88.02969f,  88.37626f,
                            88.72283f,  89.0f,
                            103.2789f,  103.9720f,
                            104.0f,     0x1p126f,
                            infinity,   float_of(float_nan_bits)};
    for (const integer_form& form : integer_forms) {
        difference_count count;
        for (const float place : places) compare_around(form, place, count);
        INFO(form.name);
        INFO(count.first);
        CHECK(count.different == 0);
    }
}

TEST_CASE("functions written in integers are the same where a power of two is split off") {
    const double ln2 = 0.69314718055994530942;
    for (const integer_form& form : integer_forms) {
        difference_count count;
        for (int half_turns = 1; half_turns <= 300; ++half_turns) {
            compare_around(form, static_cast<float>(half_turns * ln2 / 2), count);
            compare_around(form, static_cast<float>(half_turns * ln2 / 4), count);
        }
        for (int power = -149; power < 128; ++power) {
            compare_around(form, std::ldexp(1.0f, power), count);
            compare_around(form, std::ldexp(1.41421356f, power), count);
        }
        INFO(form.name);
        INFO(count.first);
        CHECK(count.different == 0);
    }
}
