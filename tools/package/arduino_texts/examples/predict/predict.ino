// Predicts by a model that lies in flash: which of two interleaved half moons a point belongs to.
//
// two_moons_image.h is what tools/import wrote of a pipeline of scikit-learn. The image says what
// the network is; another takes its place without a change here, if its activations are listed.
#include <picomlp_arduino.h>

#include "two_moons_image.h"

using any_model = picomlp::dynamic_model<picomlp::activation_list<picomlp::relu, picomlp::sigmoid>>;

picomlp::image file;
any_model model;
alignas(any_model::alignment) unsigned char memory[512];

const float points[][2] = {{-1, 0.2F}, {0, 1}, {0.4F, 0.3F}, {0.6F, 0.25F}, {1, -0.5F}, {1, 0.6F}};

picomlp::status open_model() {
    const picomlp::status of_file = file.open(two_moons_image, sizeof two_moons_image);
    if (of_file != picomlp::status::ok) return of_file;
    const picomlp::status of_model = model.open(file, memory);
    if (of_model != picomlp::status::ok) return of_model;
    // Outputs for known samples must be, bit for bit, those of the machine that wrote the image.
    return model.self_test();
}

picomlp::status predict() {
    for (const auto& point : points) {
        float probability[1];
        const picomlp::status predicted = model.predict(point, probability);
        if (predicted != picomlp::status::ok) return predicted;
        Serial.print(point[0]);
        Serial.print(", ");
        Serial.print(point[1]);
        Serial.print(probability[0] > 0.5F ? ": moon 1, " : ": moon 0, ");
        Serial.println(probability[0], 6);
    }
    return picomlp::status::ok;
}

void setup() {
    Serial.begin(115200);
    // The core's flags, and the processor's mode, must not change what the library computes.
    picomlp::status outcome = picomlp::check_compilation();
    if (outcome == picomlp::status::ok) outcome = open_model();
    if (outcome == picomlp::status::ok) outcome = predict();
    Serial.print("predict: ");
    Serial.println(picomlp::describe(outcome));
}

void loop() {}
