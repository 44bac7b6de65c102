// SPDX-License-Identifier: MIT
// Samples in columns, predicted one by one: predict() does so on some processors alone, so it is
// called here.
#include <cmath>
#include <limits>
#include <random>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/network/predict.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::basic_network;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::input;
using picomlp::relu;
using picomlp::status;
using picomlp::strided_rows;
using reference::matrix;

namespace {

constexpr uint32_t capacity = 7;

template <class Network, class T = typename Network::value_type>
status predict_columns(const picomlp::parameters_of<Network>& w, strided_rows<const T> x,
                       uint32_t samples, strided_rows<T> y) {
    static batch_scratch<Network, capacity> scratch;
    return picomlp::predict_columns<T>(Network::sample_table(), w.values, samples, x,
                                       {scratch.odd, scratch.even, capacity},
                                       Network::widest_layer(1), Network::widest_layer(2), y);
}

/// In place as well as elsewhere: y may be x.
template <class Network>
void check_against_reference() {
    using T = typename Network::value_type;
    std::mt19937 random(7);
    static typename Network::parameters w;
    reference::fill_parameters(w, random);
    for (uint32_t samples = 1; samples <= 3 * capacity + 1; ++samples) {
        CAPTURE(samples);
        matrix<T> x = reference::any_matrix<T>(Network::inputs, samples, random, -2, 2);
        const auto expected = reference::predict<Network>(reference::values_of(w), x);
        matrix<T> y(Network::outputs, samples);
        REQUIRE(predict_columns<Network>(w, x.view(), samples, {y.values.data(), samples}) ==
                status::ok);
        CHECK(testing::same_bits(y.values, expected.values));
        if constexpr (Network::outputs == Network::inputs) {
            REQUIRE(predict_columns<Network>(w, x.view(), samples, {x.values.data(), samples}) ==
                    status::ok);
            CHECK(testing::same_bits(x.values, expected.values));
        }
    }
}

template <class T>
using pairs =
    basic_network<T, input<4>, dense<9, relu>, dense<6, relu>, dense<2, picomlp::identity>>;

/// What predict_columns() says of `samples`, of whose features one is `value` and all others 1.
/// Every output of sample s is unchanged, 9, or NaN: {status, first output of the first sample}.
struct refusal {
    status said;
    float first;
};
refusal refused(uint32_t samples, uint32_t place, float value) {
    using net = pairs<float>;
    static net::parameters w;
    for (float& one : w.values) one = 1e6F;
    matrix<float> x(net::inputs, samples);
    for (float& one : x.values) one = 1;
    x(2, place) = value;
    matrix<float> y(net::outputs, samples);
    for (float& one : y.values) one = 9;
    const status said = predict_columns<net>(w, x.view(), samples, {y.values.data(), samples});
    for (const float one : y.values) {
        CHECK((one == y.values[0] || (std::isnan(one) && std::isnan(y.values[0]))));
    }
    return {said, y.values[0]};
}

}  // namespace

TEST_CASE("samples in columns have the bits of the reference, in however many parts") {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        check_against_reference<pairs<float>>();
        check_against_reference<pairs<double>>();
        check_against_reference<
            basic_network<float, input<5>, dense<17, relu>, dense<5, picomlp::sigmoid>>>();
        check_against_reference<basic_network<float, input<3>, dense<3, picomlp::softmax>,
                                              dense<20, relu>, dense<4, picomlp::softmax>>>();
    });
}

TEST_CASE("features in any column are refused before an output is stored") {
    const float infinite = std::numeric_limits<float>::infinity();
    for (const uint32_t place : {0U, 6U, 7U, 19U}) {
        CAPTURE(place);
        const refusal got = refused(20, place, infinite);
        CHECK(got.said == status::not_finite_input);
        CHECK(got.first == 9);
    }
    const refusal got = refused(capacity, 6, std::nanf(""));
    CHECK(got.said == status::not_finite_input);
    CHECK(got.first == 9);
}

TEST_CASE("outputs that overflow leave y as it was, or NaN throughout") {
    const refusal all_at_once = refused(capacity, 6, 3e38F);
    CHECK(all_at_once.said == status::not_finite_output);
    CHECK(all_at_once.first == 9);
    const refusal in_the_first_part = refused(20, 6, 3e38F);
    CHECK(in_the_first_part.said == status::not_finite_output);
    CHECK(in_the_first_part.first == 9);
    const refusal later = refused(20, 7, 3e38F);
    CHECK(later.said == status::not_finite_output);
    CHECK(std::isnan(later.first));
}

TEST_CASE("no columns are no samples") {
    static pairs<float>::parameters w;
    float y = 9;
    CHECK(predict_columns<pairs<float>>(w, {&y, 1}, 0, {&y, 1}) == status::no_samples);
    CHECK(y == 9);
}
