// Predicts as the example predict does, by the functions for C: also on a core that compiles an
// older standard than C++17, where the library's folder holds an archive for its processor.
#include <picomlp.h>

#include "two_moons_image.h"

static const picomlp_activation* const listed[] = {&picomlp_relu, &picomlp_sigmoid};
static const picomlp_activations known = PICOMLP_LIST(listed);

picomlp_model* model;
uint64_t memory[64];

const float points[][2] = {{-1, 0.2F}, {0, 1}, {0.4F, 0.3F}, {0.6F, 0.25F}, {1, -0.5F}, {1, 0.6F}};

int predict() {
    for (const auto& point : points) {
        float probability;
        const int predicted = picomlp_model_predict(model, point, &probability);
        if (predicted != picomlp_ok) return predicted;
        Serial.print(point[0]);
        Serial.print(", ");
        Serial.print(point[1]);
        Serial.print(probability > 0.5F ? ": moon 1, " : ": moon 0, ");
        Serial.println(probability, 6);
    }
    return picomlp_ok;
}

void setup() {
    Serial.begin(115200);
    int outcome = picomlp_check_arithmetic();
    if (outcome == picomlp_ok)
        outcome = picomlp_model_open(&model, two_moons_image, sizeof two_moons_image, &known,
                                     memory, sizeof memory);
    // Outputs for known samples must be, bit for bit, those of the machine that wrote the image.
    if (outcome == picomlp_ok) outcome = picomlp_model_self_test(model);
    if (outcome == picomlp_ok) outcome = predict();
    Serial.print("predict_c: ");
    Serial.println(picomlp_describe(outcome));
}

void loop() {}
