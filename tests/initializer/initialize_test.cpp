// SPDX-License-Identifier: MIT
#include "picomlp/initializer/initialize.hpp"

#include <algorithm>

#include "initializer/initializer_checks.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/initializer/numpy.hpp"
#include "picomlp/initializer/orthogonal.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/random/numpy_random_state.hpp"

using namespace testing;
using namespace picomlp;

namespace {

template <class T>
using net = basic_network<T, input<2>, dense<10, relu>, dense<5, relu>, dense<1, picomlp::sigmoid>>;

template <class T>
parameters_of<net<T>> garbage() {
    parameters_of<net<T>> w;
    std::fill(std::begin(w.values), std::end(w.values), T(-99));
    return w;
}

template <class T>
std::vector<T> all_of(const parameters_of<net<T>>& w) {
    return {std::begin(w.values), std::end(w.values)};
}

/// Layer by layer: the initializer's weights, then zeros for the biases.
template <class T, class Initializer, class Source>
void append_layer(std::vector<T>& all, const Initializer& initializer, dense_shape shape,
                  Source& source) {
    for (const T v : weights_of<T>(initializer, shape, source)) all.push_back(v);
    for (int o = 0; o < shape.outputs; ++o) all.push_back(T(0));
}

}  // namespace

TEST_CASE_TEMPLATE("initialize fills all layers in turn from one source, and sets the biases to +0",
                   T, float, double) {
    auto w = garbage<T>();
    picomlp::xoshiro128pp source(3);
    initialize(w, he_normal{}, source);
    picomlp::xoshiro128pp twin(3);
    std::vector<T> expected;
    append_layer(expected, he_normal{}, {2, 10}, twin);
    append_layer(expected, he_normal{}, {10, 5}, twin);
    append_layer(expected, he_normal{}, {5, 1}, twin);
    CHECK(same_bits(all_of<T>(w), expected));
    CHECK(same_state(source, twin));
}

TEST_CASE("a generator may be a temporary one") {
    picomlp::xoshiro128pp source(3);
    auto expected = garbage<float>();
    initialize(expected, he_normal{}, source);
    auto w = garbage<float>();
    initialize(w, he_normal{}, picomlp::xoshiro128pp(3));
    CHECK(same_bits(all_of<float>(w), all_of<float>(expected)));
    w = garbage<float>();
    initialize_layers(w, he_normal{}, he_normal{}, he_normal{}, picomlp::xoshiro128pp(3));
    CHECK(same_bits(all_of<float>(w), all_of<float>(expected)));
}

TEST_CASE_TEMPLATE("initialize_layers gives each layer its own initializer", T, float, double) {
    auto w = garbage<T>();
    picomlp::xoshiro128pp source(3);
    initialize_layers(w, he_uniform{}, orthogonal<T>{T(2)}, constant{T(0.5)}, source);
    picomlp::xoshiro128pp twin(3);
    std::vector<T> expected;
    append_layer(expected, he_uniform{}, {2, 10}, twin);
    append_layer(expected, orthogonal<T>{T(2)}, {10, 5}, twin);
    append_layer(expected, constant{T(0.5)}, {5, 1}, twin);
    CHECK(same_bits(all_of<T>(w), expected));
    CHECK(same_state(source, twin));
}

TEST_CASE_TEMPLATE("the course's initializers take the course's generator", T, float, double) {
    auto w = garbage<T>();
    numpy_random_state source(3);
    initialize_layers(w, numpy_he{}, numpy_xavier{}, zeros{}, source);
    numpy_random_state twin(3);
    std::vector<T> expected;
    append_layer(expected, numpy_he{}, {2, 10}, twin);
    append_layer(expected, numpy_xavier{}, {10, 5}, twin);
    append_layer(expected, zeros{}, {5, 1}, twin);
    CHECK(same_bits(all_of<T>(w), expected));
}

TEST_CASE_TEMPLATE("an application may write an initializer of its own", T, float, double) {
    auto w = garbage<T>();
    picomlp::xoshiro128pp source(3);
    const auto alternating = [](dense_shape shape, T* weights, picomlp::xoshiro128pp&) {
        for (std::size_t k = 0; k < weight_count(shape); ++k)
            weights[k] = k % 2 == 0 ? T(1) : T(-1);
    };
    initialize(w, alternating, source);
    CHECK(w.template layer<1>().weight(0, 0) == T(1));
    CHECK(w.template layer<1>().weight(1, 0) == T(-1));
    CHECK(w.template layer<3>().weight(0, 4) == T(1));
    CHECK(w.template layer<3>().bias(0) == T(0));
}

TEST_CASE_TEMPLATE("zeros are +0 and take nothing from any source", T, float, double) {
    picomlp::xoshiro128pp source(7);
    const picomlp::xoshiro128pp before = source;
    CHECK(same_bits(weights_of<T>(zeros{}, {3, 5}, source), std::vector<T>(15, T(0))));
    CHECK(same_state(source, before));
    numpy_random_state numpy(7);
    numpy_random_state twin(7);
    CHECK(same_bits(weights_of<T>(zeros{}, {3, 5}, numpy), std::vector<T>(15, T(0))));
    CHECK(numpy.next() == twin.next());
}

TEST_CASE_TEMPLATE("constant weights are the constant and take nothing from any source", T, float,
                   double) {
    picomlp::xoshiro128pp source(7);
    const picomlp::xoshiro128pp before = source;
    CHECK(same_bits(weights_of<T>(constant{T(-0.1)}, {3, 5}, source), std::vector<T>(15, T(-0.1))));
    CHECK(same_state(source, before));
}
