// SPDX-License-Identifier: MIT
// Learning on the chip: the course's network on its two circles, from initial weights to accuracy.
//
// Prints the cost as it goes and ends in a checksum of the parameters. The same source on a desktop
// prints the same text, bit for bit: what a unit test there says holds for the chip. A place to
// start from: put your own samples where circles.hpp is, and your UART behind console.h.
#include <picomlp/picomlp.hpp>

#include "circles.hpp"
#include "console.h"

namespace {

using net = picomlp::network<picomlp::input<2>, picomlp::dense<10, picomlp::relu>,
                             picomlp::dense<5, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;
using loss = picomlp::binary_cross_entropy;
using teacher = picomlp::trainer<net, loss, picomlp::gradient_descent, picomlp::batch<300>>;

// What must fit is known before anything runs. Full batches take the most; a picomlp::batch<32> and
// trainer::epoch would take a tenth.
static_assert(net::flash_bytes <= 512 && picomlp::training_ram_bytes<teacher> <= 49152,
              "must fit the chip");

constexpr uint32_t seed = 3;
constexpr float learning_rate = 0.01F;
constexpr uint32_t iterations = 15000;
constexpr uint32_t report_every = 1000;

// All memory there is: nothing is taken from a heap, and little from the stack.
net::parameters parameters;
teacher descent{picomlp::gradient_descent::learning_rate(learning_rate)};
picomlp::evaluation_scratch<net, 20> scratch;

/// The course's initial weights, which come from NumPy's generator: 2.5 KB of state for a moment
/// and a few double operations, in software. A product is better off with picomlp::xoshiro128pp (16
/// bytes) and picomlp::he_normal.
void initialize_as_the_course() {
    picomlp::numpy_random_state numpy(seed);
    picomlp::initialize(parameters, picomlp::numpy_he{}, numpy);
}

picomlp::status train() {
    for (uint32_t iteration = 0; iteration < iterations; ++iteration) {
        const auto step = descent.step(parameters, circles::training_x, circles::training_y);
        if (!step.ok()) return step.status;
        if (iteration % report_every == 0) {
            say("Cost after iteration ");
            say_number(iteration);
            say(": ");
            say_decimal(step.cost);
            say(", bits ");
            say_bits(step.cost);
            say("\n");
        }
    }
    return picomlp::status::ok;
}

template <size_t Samples>
picomlp::status report_accuracy(const char* of, const float (&x)[2][Samples],
                                const float (&y)[1][Samples]) {
    const auto found = picomlp::evaluate<loss>(parameters, scratch, x, y);
    if (found.status != picomlp::status::ok) return found.status;
    say(of);
    say_number(found.correct);
    say(" of ");
    say_number(found.samples);
    say("\n");
    return picomlp::status::ok;
}

picomlp::status run() {
    using picomlp::status;
    // Start-up code that flushes subnormals or rounds otherwise would cost the bits.
    const status arithmetic = picomlp::check_arithmetic();
    if (arithmetic != status::ok) return arithmetic;
    initialize_as_the_course();
    const status trained = train();
    if (trained != status::ok) return trained;
    const status of_training =
        report_accuracy("Right on the training set: ", circles::training_x, circles::training_y);
    if (of_training != status::ok) return of_training;
    const status of_test =
        report_accuracy("Right on the test set: ", circles::test_x, circles::test_y);
    if (of_test != status::ok) return of_test;
    say("Parameters' CRC-32: ");
    say_hexadecimal(picomlp::crc32_of_numbers(0, parameters.values, net::parameter_count));
    say("\n");
    return status::ok;
}

}  // namespace

int main() {
    const picomlp::status outcome = run();
    if (outcome == picomlp::status::ok) return 0;
    say("train_on_chip: ");
    say(picomlp::describe(outcome));
    say("\n");
    return 1;
}
