// SPDX-License-Identifier: MIT
// Instructions of one prediction of networks of int8, one line each:
//     NETWORK ROUNDING instructions NUMBER
#include <stdio.h>
#include <string.h>

#include "board.hpp"
#include "networks.hpp"

namespace {

using namespace networks;

[[gnu::noipa]] void nothing() {}

/// Multiply-adds of MLPerf Tiny's anomaly detection.
using autoencoder = network<input<640>, dense<128, relu>, dense<128, relu>, dense<128, relu>,
                            dense<128, relu>, dense<8, relu>, dense<128, relu>, dense<128, relu>,
                            dense<128, relu>, dense<128, relu>, dense<640, identity>>;

uint32_t state = 1;
uint32_t drawn() {
    state = state * 1664525 + 1013904223;
    return state >> 8;
}
int8_t number() { return static_cast<int8_t>(drawn() % 255 - 127); }

template <class Network>
quantized_parameters<Network> numbers;

template <class Network, class Rounding>
quantized<Network, Rounding> net;
template <class Network, class Rounding>
typename quantized<Network, Rounding>::scratch room;
template <class Network>
int8_t x[Network::inputs];
template <class Network>
int8_t y[Network::outputs];

bool passed = true;

template <class Network, class Rounding>
[[gnu::noipa]] void predict() {
    passed &= net<Network, Rounding>.predict(x<Network>, room<Network, Rounding>, y<Network>) ==
              status::ok;
}

template <class Network>
void draw() {
    auto& all = numbers<Network>;
    all.input_scale = 1;
    all.input_zero_point = 3;
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        all.scales[l] = 1;
        all.zero_points[l] = l + 1 < Network::layer_count ? -128 : 5;
        all.ranges[l] = {-128, 127};
    }
    for (int32_t& b : all.biases) b = static_cast<int32_t>(drawn() % 4096) - 2048;
    for (multiplier& m : all.multipliers) m = {(1 << 30) + static_cast<int32_t>(drawn()), -8};
    for (int8_t& w : all.weights) w = number();
    for (int8_t& q : x<Network>) q = number();
}

template <class Network, class Rounding>
void report(const char* name, const char* rounding) {
    draw<Network>();
    passed &= net<Network, Rounding>.open(numbers<Network>) == status::ok;
    board::start_counting();
    nothing();
    const uint32_t less = board::stop_counting();
    board::start_counting();
    predict<Network, Rounding>();
    const uint32_t count = board::stop_counting() - less;
    printf("%s %s instructions %lu\n", name, rounding, static_cast<unsigned long>(count));
}

template <class Network>
void report_both(const char* name) {
    report<Network, double_rounding>(name, "double_rounding");
    report<Network, single_rounding>(name, "single_rounding");
}

}  // namespace

int main() {
    report_both<small>("2-10-5-1");
    report_both<medium>("16-32-32-4");
    report_both<large>("64-64-64-10");
#ifdef WITH_AUTOENCODER
    report_both<autoencoder>("anomaly");
#endif
    return passed ? 0 : 1;
}
