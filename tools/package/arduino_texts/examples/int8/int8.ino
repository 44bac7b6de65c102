// Predicts in integers of eight bits, on any board, an Uno among them: which of two interleaved
// half moons a point belongs to.
//
// two_moons.c is all there is of the model, and of picomlp nothing else is needed. tools/import
// wrote it: python3 tools/import MODEL --to DIR --int8 --calibrate SAMPLES.csv
#include "two_moons.h"

const float points[][TWO_MOONS_INPUTS] = {{-1, 0.2F},    {0, 1},     {0.4F, 0.3F},
                                          {0.6F, 0.25F}, {1, -0.5F}, {1, 0.6F}};

void predict(const float* point) {
    int8_t x[TWO_MOONS_INPUTS], y[TWO_MOONS_OUTPUTS];
    float probability[TWO_MOONS_OUTPUTS];
    two_moons_quantize(point, x);
    two_moons_predict(x, y);
    two_moons_dequantize(y, probability);
    Serial.print(point[0]);
    Serial.print(F(", "));
    Serial.print(point[1]);
    Serial.print(probability[0] > 0.5F ? F(": moon 1, ") : F(": moon 0, "));
    Serial.println(probability[0], 6);
}

void setup() {
    Serial.begin(115200);
    // Outputs for known samples must be those of the machine that wrote the file.
    if (two_moons_self_test() != TWO_MOONS_OK) {
        Serial.println(F("int8: this board computes other outputs than the model has"));
        return;
    }
    for (const auto& point : points) predict(point);
    Serial.println(F("int8: ok"));
}

void loop() {}
