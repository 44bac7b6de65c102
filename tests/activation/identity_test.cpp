// SPDX-License-Identifier: MIT
#include "picomlp/activation/identity.hpp"

#include "activation/activation_checks.hpp"

using picomlp::identity;
using namespace testing;

TEST_CASE_TEMPLATE("identity changes no bit of z or delta", T, float, double) {
    const T numbers[] = {T(0),
                         -T(0),
                         T(1.5),
                         T(-1e30),
                         std::numeric_limits<T>::denorm_min(),
                         positive_infinity<T>,
                         -positive_infinity<T>,
                         -not_a_number<T>};
    for (const T z : numbers) {
        CHECK(same_bits(applied<identity>(z), z));
        CHECK(same_bits(slope_from<identity>(T(3), z), z));
    }
}
