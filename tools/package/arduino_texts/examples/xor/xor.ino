// Learns on the board what no single layer can: y is 1 where exactly one of two inputs is 1.
#include <picomlp_arduino.h>

using net = picomlp::network<picomlp::input<2>, picomlp::dense<8, picomlp::relu>,
                             picomlp::dense<1, picomlp::sigmoid>>;
using teacher = picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                                 picomlp::batch<4>>;

// A column for each sample.
const float x[2][4] = {{0, 0, 1, 1}, {0, 1, 0, 1}};
const float y[1][4] = {{0, 1, 1, 0}};

// All memory there is: nothing is taken from a heap.
net::parameters parameters;
teacher training{picomlp::gradient_descent::learning_rate(0.5F)};
picomlp::batch_scratch<net, 4> scratch;

picomlp::status train() {
    picomlp::xoshiro128pp seed{3};
    picomlp::initialize(parameters, picomlp::he_normal{}, seed);
    for (int step = 0; step < 1000; ++step) {
        const auto done = training.step(parameters, x, y);
        if (!done.ok()) return done.status;
        if (step % 250 == 0) {
            Serial.print("Cost after step ");
            Serial.print(step);
            Serial.print(": ");
            Serial.println(done.cost, 6);
        }
    }
    return picomlp::status::ok;
}

picomlp::status show() {
    float probability[1][4];
    const picomlp::status predicted = picomlp::predict(parameters, scratch, x, probability);
    if (predicted != picomlp::status::ok) return predicted;
    for (int sample = 0; sample < 4; ++sample) {
        Serial.print(x[0][sample], 0);
        Serial.print(" xor ");
        Serial.print(x[1][sample], 0);
        Serial.print(": ");
        Serial.println(probability[0][sample], 6);
    }
    // The same number on every board and on a desktop.
    Serial.print("Parameters' CRC-32: ");
    Serial.println(picomlp::crc32_of_numbers(0, parameters.values, net::parameter_count), HEX);
    return picomlp::status::ok;
}

void setup() {
    Serial.begin(115200);
    // The core's flags, and the processor's mode, must not change what the library computes.
    picomlp::status outcome = picomlp::check_compilation();
    if (outcome == picomlp::status::ok) outcome = train();
    if (outcome == picomlp::status::ok) outcome = show();
    Serial.print("xor: ");
    Serial.println(picomlp::describe(outcome));
}

void loop() {}
