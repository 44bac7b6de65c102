// SPDX-License-Identifier: MIT
// Predictions from samples in both orders have the same bits.
#include <functional>
#include <utility>

#include "both_orders.hpp"
#include "doctest_config.hpp"
#include "fewer_types.hpp"
#include "instruction_sets.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/scaling/scaled_model.hpp"

using picomlp::basic_network;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::hyperbolic_tangent;
using picomlp::input;
using picomlp::sample_order;
using picomlp::scaled_model;
using picomlp::scaled_scratch;
using picomlp::status;
using testing::both_orders;
using testing::stored_samples;

namespace {

constexpr uint32_t sample_counts[] = {1, 2, 3, 5, 8, 16, 17, 31, 33, 67};

/// Predicts activations, or logits, from samples in one order to samples in one order.
template <class T>
using prediction = std::function<status(stored_samples<T>& x, stored_samples<T>& y, bool logits)>;

template <class Network, sample_order XOrder, sample_order YOrder, class Model, class Scratch>
status predict_in_orders(const Model& model, Scratch& scratch,
                         stored_samples<typename Network::value_type>& x,
                         stored_samples<typename Network::value_type>& y, bool logits) {
    const auto from = x.template view<Network::inputs, XOrder>();
    const auto to = y.template view<Network::outputs, YOrder>();
    return logits ? predict_logits(model, scratch, from, to) : predict(model, scratch, from, to);
}

template <class Network, class Model, class Scratch>
prediction<typename Network::value_type> prediction_of(const Model& model, Scratch& scratch) {
    constexpr auto by_feature = sample_order::feature_major, by_sample = sample_order::sample_major;
    return [&](auto& x, auto& y, bool logits) {
        if (x.by_sample()) {
            return y.by_sample() ? predict_in_orders<Network, by_sample, by_sample>(model, scratch,
                                                                                    x, y, logits)
                                 : predict_in_orders<Network, by_sample, by_feature>(model, scratch,
                                                                                     x, y, logits);
        }
        return y.by_sample()
                   ? predict_in_orders<Network, by_feature, by_sample>(model, scratch, x, y, logits)
                   : predict_in_orders<Network, by_feature, by_feature>(model, scratch, x, y,
                                                                        logits);
    };
}

/// Every combination of orders, for activations and logits. What is called stands in a
/// std::function, so that this is compiled once, not for every network.
template <class T>
void check_orders(const prediction<T>& predict, const reference::matrix<T>& samples,
                  std::uint32_t outputs, std::uint32_t gap) {
    const reference::matrix<T> blank(outputs, samples.samples);
    stored_samples<T> x_by_feature(samples, gap, false), x_by_sample(samples, gap, true);
    for (const bool logits : {false, true}) {
        CAPTURE(logits);
        stored_samples<T> expected(blank, gap, false);
        REQUIRE(predict(x_by_feature, expected, logits) == status::ok);
        for (const bool from_samples : {false, true}) {
            for (const bool to_samples : {false, true}) {
                CAPTURE(from_samples);
                CAPTURE(to_samples);
                stored_samples<T> y(blank, gap, to_samples);
                CHECK(predict(from_samples ? x_by_sample : x_by_feature, y, logits) == status::ok);
                CHECK(testing::same_bits(y.values(), expected.values()));
                // Nothing between the samples was touched.
                reference::matrix<T> found(outputs, samples.samples);
                for (std::uint32_t s = 0; s < samples.samples; ++s) {
                    for (std::uint32_t o = 0; o < outputs; ++o) found(o, s) = y(o, s);
                }
                const stored_samples<T> untouched(found, gap, to_samples);
                CHECK(testing::same_bits(y.memory(), untouched.memory()));
            }
        }
    }
}

template <class Network>
void check_network() {
    using T = typename Network::value_type;
    std::mt19937 random(Network::inputs);
    static scaled_model<Network> model;
    reference::fill_parameters(model.parameters, random);
    for (T& offset : model.scaling.offset) offset = reference::between<T>(random, -1, 1);
    for (T& factor : model.scaling.factor) factor = reference::between<T>(random, -2, 2);
    CAPTURE(Network::inputs);
    static batch_scratch<Network, 1> one;
    static batch_scratch<Network, 16> some;
    static scaled_scratch<Network, 1> scaled_one;
    static scaled_scratch<Network, 16> scaled_some;
    const prediction<T> predictions[] = {prediction_of<Network>(model.parameters, one),
                                         prediction_of<Network>(model.parameters, some),
                                         prediction_of<Network>(model, scaled_one),
                                         prediction_of<Network>(model, scaled_some)};
    for (const uint32_t samples : sample_counts) {
        CAPTURE(samples);
        for (const uint32_t gap : {0U, 3U}) {
            std::mt19937 values(samples + 100 * gap);
            const auto x = reference::any_matrix<T>(Network::inputs, samples, values, -2, 2);
            for (const auto& predict : predictions) check_orders(predict, x, Network::outputs, gap);
        }
    }
}

/// Wide second layers have room for 16 samples at a time, narrow ones for few or none.
template <class T, size_t Width>
void check_width() {
    if constexpr (!testing::fewer_types || Width % 5 == 0) {
        check_network<basic_network<T, input<Width + 1>, dense<4, picomlp::relu>,
                                    dense<(Width * 5) % 7 + 2, picomlp::softmax>>>();
    }
}
template <class T, size_t... Widths>
void check_widths(std::index_sequence<Widths...> /*widths*/) {
    (check_width<T, Widths>(), ...);
}

template <class T>
using course = basic_network<T, input<2>, dense<10, picomlp::relu>, dense<3, picomlp::softmax>>;

}  // namespace

TEST_CASE_TEMPLATE("both orders predict the same bits at every width", T, float, double) {
    check_widths<T>(std::make_index_sequence<17>());
}

TEST_CASE_TEMPLATE("both orders predict the same bits at every depth", T, float, double) {
    check_network<basic_network<T, input<5>, dense<3, picomlp::softmax>>>();
    check_network<basic_network<T, input<5>, dense<1, picomlp::sigmoid>>>();
    check_network<basic_network<T, input<70>, dense<9, picomlp::relu>, dense<3, hyperbolic_tangent>,
                                dense<2, hyperbolic_tangent>>>();
    check_network<basic_network<T, input<4>, dense<9, picomlp::relu>, dense<64, hyperbolic_tangent>,
                                dense<2, hyperbolic_tangent>>>();
}

TEST_CASE("instruction sets agree on samples that are turned round") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        check_network<basic_network<float, input<9>, dense<20, hyperbolic_tangent>,
                                    dense<33, picomlp::relu>, dense<3, picomlp::softmax>>>();
    });
}

TEST_CASE_TEMPLATE("NaN in any sample is refused before anything is written", T, float, double) {
    using net = course<T>;
    std::mt19937 random(5);
    scaled_model<net> model{};
    reference::fill_parameters(model.parameters, random);
    model.scaling = picomlp::input_scaling<net>::identity();
    batch_scratch<net, 1> one;
    batch_scratch<net, 4> four;
    scaled_scratch<net, 4> scaled;
    for (uint32_t bad = 0; bad < 9; ++bad) {
        both_orders<T, 2> x(reference::any_matrix<T>(2, 9, random, -1, 1), 0);
        x.set(bad % 2, bad, std::numeric_limits<T>::quiet_NaN());
        T y[9][3];
        for (auto& sample : y) {
            for (T& output : sample) output = 7;
        }
        CHECK(predict(model.parameters, one, x.sample_major(), y) == status::not_finite_input);
        CHECK(predict(model.parameters, four, x.sample_major(), y) == status::not_finite_input);
        CHECK(predict(model, scaled, x.sample_major(), y) == status::not_finite_input);
        for (const auto& sample : y) {
            for (const T output : sample) CHECK(output == 7);
        }
    }
}

TEST_CASE("an output that is no number leaves no half of the predictions") {
    using net = picomlp::network<input<2>, dense<2, picomlp::identity>>;
    const net::parameters w = {{1e38F, 1, 1, 1e38F, 0, 0}};
    batch_scratch<net, 1> one;
    batch_scratch<net, 3> three;
    const auto check = [&](auto& scratch, uint32_t bad) {
        CAPTURE(bad);
        float x[7][2] = {};
        x[bad][0] = 1e30F;
        float y[7][2];
        for (auto& sample : y) sample[0] = sample[1] = 7;
        CHECK(predict(w, scratch, x, y) == status::not_finite_output);
        for (const auto& sample : y) {
            for (const float output : sample) {
                CHECK((bad == 0 ? output == 7 : output != output));
            }
        }
    };
    for (const uint32_t bad : {0U, 3U, 6U}) {
        check(one, bad);
        check(three, bad);
    }
}

TEST_CASE("outputs take their features' place, sample by sample") {
    using net = picomlp::network<input<4>, dense<5, picomlp::relu>, dense<3, hyperbolic_tangent>>;
    std::mt19937 random(6);
    net::parameters w;
    reference::fill_parameters(w, random);
    const auto check = [&](auto& scratch) {
        both_orders<float, 4> x(reference::any_matrix<float>(4, 11, random, -1, 1), 2);
        const auto from = x.sample_major();
        float expected[11][3];
        REQUIRE(predict(w, scratch, from, expected) == status::ok);
        const picomlp::sample_view<float, 3, picomlp::sample_order::sample_major> to(
            from.data(), 11, from.stride());
        REQUIRE(predict(w, scratch, from, to) == status::ok);
        for (uint32_t s = 0; s < 11; ++s) {
            for (uint32_t o = 0; o < 3; ++o) CHECK(to(o, s) == expected[s][o]);
        }
    };
    batch_scratch<net, 1> one;
    check(one);
    batch_scratch<net, 4> four;
    check(four);
}
