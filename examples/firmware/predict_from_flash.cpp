// SPDX-License-Identifier: MIT
// Predicting with a network that was trained on a desktop: its parameters are constants in flash,
// and at start-up its outputs must be, bit for bit, those of the machine that trained it.
//
// digits_model.hpp and digits_vectors.h are what `digits --export DIR` has written. tools/export
// writes the same for a network of your own.
#include <string.h>

#include "console.h"
#include "digits_model.hpp"
#include "digits_vectors.h"

namespace {

using net = picomlp::network<picomlp::input<64>, picomlp::dense<32, picomlp::relu>,
                             picomlp::dense<10, picomlp::softmax>>;

// Would not compile for the parameters of another network, or for a library that rounds otherwise.
constexpr const net::parameters& parameters = digits_model::parameters_for<net>();

// What must fit is known before anything runs.
static_assert(net::flash_bytes <= 10240 && net::predict_ram_bytes <= 256, "must fit the chip");

/// Not in flash, so one for each task that predicts.
net::scratch scratch;

picomlp::status check_flash_and_processor() {
    const uint32_t crc = picomlp::crc32_of_numbers(0, parameters.values, net::parameter_count);
    if (crc != digits_model::parameters_crc) return picomlp::status::damaged_data;
    return picomlp::check_arithmetic();
}

void report(uint32_t image, const float (&y)[net::outputs], bool same) {
    const uint32_t digit = picomlp::label_of(y);
    say("Image ");
    say_number(image);
    say(" shows ");
    say_number(digit);
    say(", probability ");
    say_decimal(y[digit]);
    say(", bits ");
    say_bits(y[digit]);
    say(same ? "\n" : ": not as on the host\n");
}

int complain(picomlp::status outcome) {
    say("predict_from_flash: ");
    say(picomlp::describe(outcome));
    say("\n");
    return 1;
}

}  // namespace

int main() {
    const picomlp::status checked = check_flash_and_processor();
    if (checked != picomlp::status::ok) return complain(checked);

    uint32_t alike = 0;
    for (uint32_t image = 0; image < digits_vectors; ++image) {
        float y[net::outputs];
        const picomlp::status outcome =
            picomlp::predict(parameters, scratch, digits_vectors_x[image], y);
        if (outcome != picomlp::status::ok) return complain(outcome);
        const bool same = memcmp(y, digits_vectors_y[image], sizeof y) == 0;
        report(image, y, same);
        alike += same ? 1 : 0;
    }
    say("Outputs as on the host, bit for bit: ");
    say_number(alike);
    say(" of ");
    say_number(digits_vectors);
    say("\n");
    return alike == digits_vectors ? 0 : 1;
}
