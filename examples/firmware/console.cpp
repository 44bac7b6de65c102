// SPDX-License-Identifier: MIT
#include "console.h"

#include <string.h>

namespace {

/// At least `digits` digits in `base`, at most 16; behind the last one stands the terminator.
struct numeral {
    char text[17] = {};

    numeral(uint32_t number, uint32_t base, int digits) {
        char reversed[16];
        int count = 0;
        for (; number != 0 || count < digits; number /= base) {
            reversed[count++] = "0123456789abcdef"[number % base];
        }
        for (int k = 0; k < count; ++k) text[k] = reversed[count - 1 - k];
    }
};

}  // namespace

void say_number(uint32_t number) { say(numeral(number, 10, 1).text); }

void say_hexadecimal(uint32_t number) { say(numeral(number, 16, 8).text); }

void say_decimal(float value) {
    if (!(value >= 0 && value <= 4000)) {
        say("out of range");
        return;
    }
    constexpr uint32_t million = 1000000;
    const auto whole = static_cast<uint32_t>(value);
    // Exact, but for what lies below 2^-32.
    const float fraction = (value - static_cast<float>(whole)) * 0x1p32F;
    const uint64_t scaled = uint64_t{static_cast<uint32_t>(fraction)} * million;
    const uint32_t millionths =
        whole * million + static_cast<uint32_t>((scaled + (1U << 31)) >> 32);
    say_number(millionths / million);
    say(".");
    say(numeral(millionths % million, 10, 6).text);
}

void say_bits(float value) {
    uint32_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    say_hexadecimal(bits);
}
