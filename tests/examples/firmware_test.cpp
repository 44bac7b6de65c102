// SPDX-License-Identifier: MIT
// What the firmware is expected to print (firmware/train_on_chip.*.txt) against the examples that
// run on a desktop alone.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "firmware/circles.hpp"
#include "initialization/experiment.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using net = picomlp::network<picomlp::input<2>, picomlp::dense<10, picomlp::relu>,
                             picomlp::dense<5, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;

std::string hexadecimal(uint32_t number) {
    char text[9];
    std::snprintf(text, sizeof text, "%08x", static_cast<unsigned>(number));
    return text;
}

uint32_t bits_of(double widened) {
    const auto value = static_cast<float>(widened);
    REQUIRE(static_cast<double>(value) == widened);
    return testing::bits_of(value);
}

template <size_t Samples>
void check_points(const float (&x)[2][Samples], const float (&y)[1][Samples], uint32_t seed) {
    const auto points = course::make_points(course::dataset::circles, Samples, seed);
    for (size_t s = 0; s < Samples; ++s) {
        CAPTURE(s);
        CHECK(x[0][s] == static_cast<float>(points.x1[s]));
        CHECK(x[1][s] == static_cast<float>(points.x2[s]));
        CHECK(y[0][s] == points.labels[s]);
    }
}

/// What examples/initialization finds out, in the words of the firmware.
std::string as_the_firmware_says(const initialization::result& found) {
    std::string text;
    for (size_t k = 0; k < found.costs.size(); ++k) {
        char cost[64];
        std::snprintf(cost, sizeof cost, "%.6f", found.costs[k]);
        text += "Cost after iteration " + std::to_string(k * course::record_every) + ": " + cost +
                ", bits " + hexadecimal(bits_of(found.costs[k])) + "\n";
    }
    const auto right = [](double accuracy, int of) {
        return std::to_string(static_cast<int>(accuracy * of + 0.5)) + " of " + std::to_string(of) +
               "\n";
    };
    text += "Right on the training set: " + right(found.train.accuracy, 300);
    text += "Right on the test set: " + right(found.test.accuracy, 100);

    float exported[net::parameter_count];
    for (size_t k = 0; k < net::parameter_count; ++k) {
        exported[k] = static_cast<float>(found.parameters[k]);
    }
    net::parameters w;
    picomlp::import_parameters(w, picomlp::weight_order::outputs_by_inputs, exported);
    const uint32_t crc = picomlp::crc32_of_numbers(0, w.values, net::parameter_count);
    return text + "Parameters' CRC-32: " + hexadecimal(crc) + "\n";
}

}  // namespace

TEST_CASE("the circles in the firmware's flash are the course's, rounded to float") {
    check_points(circles::training_x, circles::training_y, 1);
    check_points(circles::test_x, circles::test_y, 2);
}

TEST_CASE("the firmware learns just what examples/initialization learns in float") {
    initialization::settings chosen;
    chosen.number = initialization::precision::float_;
    const auto found = run(initialization::start::he, chosen, {[](long, double) {}, [](long) {}});
    REQUIRE(found.status == picomlp::status::ok);
    REQUIRE(found.parameters.size() == net::parameter_count);

    std::ifstream file(EXPECTED_OF_TRAIN_ON_CHIP);
    std::stringstream expected;
    expected << file.rdbuf();
    REQUIRE(!expected.str().empty());
    CHECK(as_the_firmware_says(found) == expected.str());
}
