// SPDX-License-Identifier: MIT
// The digits again, in eight bits: no number of this program is a float, so a chip without a float
// unit is in its element. At start-up its outputs must be, byte for byte, those of the host.
//
// digits_int8.hpp is what `digits_int8 --export DIR` has written: a network that was trained for
// eight bits.
#include <string.h>

#include "console.h"
#include "digits_int8.hpp"

namespace {

using net = picomlp::quantized<digits_int8::network, picomlp::double_rounding>;

// What must fit is known before anything runs.
static_assert(net::flash_bytes <= 3328 && net::memory_bytes <= 336, "must fit the chip");

/// The layers' tables; and what each task that predicts needs for itself.
net digits;
net::scratch scratch;

void say_signed(int32_t number) {
    if (number < 0) say("-");
    say_number(static_cast<uint32_t>(number < 0 ? -number : number));
}

void report(uint32_t image, const int8_t (&y)[10], bool same) {
    uint32_t digit = 0;
    for (uint32_t k = 1; k < 10; ++k) digit = y[k] > y[digit] ? k : digit;
    say("Image ");
    say_number(image);
    say(" shows ");
    say_number(digit);
    say(", outputs");
    for (const int8_t output : y) {
        say(" ");
        say_signed(output);
    }
    say(same ? "\n" : ": not as on the host\n");
}

int complain(picomlp::status outcome) {
    say("predict_in_int8: ");
    say(picomlp::describe(outcome));
    say("\n");
    return 1;
}

}  // namespace

int main() {
    const picomlp::status opened = digits.open(digits_int8::numbers);
    if (opened != picomlp::status::ok) return complain(opened);

    uint32_t alike = 0;
    for (uint32_t image = 0; image < digits_int8::images; ++image) {
        int8_t y[10];
        const picomlp::status outcome = digits.predict(digits_int8::x[image], scratch, y);
        if (outcome != picomlp::status::ok) return complain(outcome);
        const bool same = memcmp(y, digits_int8::y[image], sizeof y) == 0;
        report(image, y, same);
        alike += same ? 1 : 0;
    }
    say("Outputs as on the host, byte for byte: ");
    say_number(alike);
    say(" of ");
    say_number(digits_int8::images);
    say("\n");
    return alike == digits_int8::images ? 0 : 1;
}
