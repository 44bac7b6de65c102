// SPDX-License-Identifier: MIT
// Predictions written over their features.
#include <cstring>

#include "doctest_config.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/scaling/scaled_model.hpp"

using picomlp::dense;
using picomlp::input;
using picomlp::status;

namespace {

template <class Network, class Model, class OneScratch, class Scratch>
void check_in_place(const Model& model, OneScratch& one, Scratch& scratch) {
    constexpr uint32_t features = Network::inputs;
    float sample[features], expected[features];
    float x[features][10], y[features][10];
    for (uint32_t f = 0; f < features; ++f) {
        sample[f] = 0.1F * static_cast<float>(f + 1);
        for (uint32_t s = 0; s < 10; ++s) x[f][s] = 0.01F * static_cast<float>(f + 3 * s);
    }
    REQUIRE(predict(model, one, sample, expected) == status::ok);
    REQUIRE(predict(model, one, sample, sample) == status::ok);
    CHECK(std::memcmp(sample, expected, sizeof sample) == 0);
    REQUIRE(predict(model, scratch, x, y) == status::ok);
    REQUIRE(predict(model, scratch, x, x) == status::ok);
    CHECK(std::memcmp(x, y, sizeof x) == 0);
}

template <class Network>
void check_network() {
    static picomlp::scaled_model<Network> model;
    picomlp::xoshiro128pp rng(1);
    initialize(model.parameters, picomlp::xavier_normal{}, rng);
    model.scaling = picomlp::input_scaling<Network>::identity();
    model.scaling.offset[0] = 0.5F;
    static typename Network::scratch one;
    static picomlp::batch_scratch<Network, 4> scratch;
    check_in_place<Network>(model.parameters, one, scratch);
    static picomlp::scaled_scratch<Network, 1> scaled_one;
    static picomlp::scaled_scratch<Network, 4> scaled;
    check_in_place<Network>(model, scaled_one, scaled);
}

using tangent = picomlp::hyperbolic_tangent;

}  // namespace

TEST_CASE("predicting in place gives the bits of predicting elsewhere") {
    check_network<picomlp::network<input<1>, dense<1, tangent>>>();
    check_network<picomlp::network<input<5>, dense<5, tangent>>>();
    check_network<picomlp::network<input<20>, dense<20, tangent>>>();
    check_network<
        picomlp::network<input<5>, dense<8, picomlp::relu>, dense<5, picomlp::identity>>>();
    check_network<picomlp::network<input<3>, dense<3, picomlp::relu>, dense<2, tangent>,
                                   dense<3, picomlp::identity>>>();
}

TEST_CASE("fewer outputs may lie in the first rows of their features") {
    using net = picomlp::network<input<4>, dense<2, picomlp::identity>>;
    net::parameters w;
    picomlp::xoshiro128pp rng(2);
    initialize(w, picomlp::xavier_normal{}, rng);
    float x[4][7], y[2][7];
    for (uint32_t f = 0; f < 4; ++f) {
        for (uint32_t s = 0; s < 7; ++s) x[f][s] = static_cast<float>(f * s) - 3;
    }
    picomlp::batch_scratch<net, 3> scratch;
    REQUIRE(predict(w, scratch, x, y) == status::ok);
    REQUIRE(predict(w, scratch, x, picomlp::sample_view<float, 2>(x[0], 7)) == status::ok);
    CHECK(std::memcmp(x, y, sizeof y) == 0);
}
