// SPDX-License-Identifier: MIT
// Predictions that are not finite: erased flash, parameters that overflow.
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "activation/tested_activations.hpp"
#include "doctest_config.hpp"
#include "picomlp/initializer/initialize.hpp"
#include "picomlp/initializer/random_weights.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/scaling/scaled_model.hpp"

using picomlp::basic_network;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::input;
using picomlp::status;

namespace {

template <class T, class Last>
using net_with = basic_network<T, input<2>, dense<8, picomlp::relu>, dense<3, Last>>;

template <class Array, class T>
bool all_are(const Array& values, T value) {
    for (const auto& row : values) {
        for (const T v : row) {
            if (v != value) return false;
        }
    }
    return true;
}

template <class Array>
bool all_nan(const Array& values) {
    for (const auto& row : values) {
        for (const auto v : row) {
            if (!std::isnan(v)) return false;
        }
    }
    return true;
}

template <class T>
void fill(T (&rows)[3][5], T value) {
    for (auto& row : rows) {
        for (T& v : row) v = value;
    }
}

/// Model and Scratch as predict takes them, all of whose numbers are NaN or lead to it.
template <class T, class Model, class OneScratch, class Scratch, class SmallScratch>
void check_refused(const Model& model, OneScratch& one, Scratch& scratch,
                   SmallScratch& small_scratch) {
    const T one_x[2] = {1, 2};
    T one_y[1][3] = {{T(9), T(9), T(9)}};
    CHECK(predict(model, one, one_x, one_y[0]) == status::not_finite_output);
    CHECK(predict_logits(model, one, one_x, one_y[0]) == status::not_finite_output);
    CHECK(all_are(one_y, T(9)));

    const T x[2][5] = {{1, 2, 3, 4, 5}, {2, 3, 4, 5, 6}};
    T y[3][5];
    fill(y, T(9));
    CHECK(predict(model, scratch, x, y) == status::not_finite_output);
    CHECK(predict_logits(model, scratch, x, y) == status::not_finite_output);
    CHECK(all_are(y, T(9)));
    const status several = predict(model, small_scratch, x, y);
    CHECK(several == status::not_finite_output);
    CHECK((all_are(y, T(9)) || all_nan(y)));
}

template <class T, class Last>
void check_erased() {
    using net = net_with<T, Last>;
    static typename net::parameters w;
    static picomlp::scaled_model<net> model;
    std::memset(&w, 0xFF, sizeof w);
    std::memset(&model, 0xFF, sizeof model);
    typename net::scratch one;
    static batch_scratch<net, 5> scratch;
    static batch_scratch<net, 2> small_scratch;
    check_refused<T>(w, one, scratch, small_scratch);
    CHECK(check_parameters(w) == status::not_finite_input);

    static picomlp::scaled_scratch<net, 1> scaled_one;
    static picomlp::scaled_scratch<net, 5> scaled;
    static picomlp::scaled_scratch<net, 2> scaled_small;
    check_refused<T>(model, scaled_one, scaled, scaled_small);
    CHECK(check_parameters(model) == status::not_finite_input);
    model.scaling = picomlp::input_scaling<net>::identity();
    check_refused<T>(model, scaled_one, scaled, scaled_small);
}

}  // namespace

TEST_CASE_TEMPLATE("erased flash is told from parameters, whatever the last activation", T, float,
                   double){
#define CHECK_ERASED(NAME) \
    SUBCASE(#NAME) { check_erased<T, testing::activations::NAME>(); }
    PICOMLP_COMBINED_ACTIVATIONS(CHECK_ERASED)
#undef CHECK_ERASED
}

TEST_CASE_TEMPLATE("finite parameters that overflow give no outputs", T, float, double) {
    using limits = std::numeric_limits<T>;
    using regression =
        basic_network<T, input<2>, dense<8, picomlp::relu>, dense<1, picomlp::identity>>;
    using classifier = net_with<T, picomlp::softmax>;
    picomlp::xoshiro128pp rng(1);
    typename regression::parameters w;
    initialize(w, picomlp::he_normal{}, rng);
    typename regression::scratch scratch;
    const T large[2] = {limits::max() / 2, limits::max() / 2};
    T y[1] = {T(9)};
    for (T& value : w.values) value *= T(100);
    CHECK(predict(w, scratch, large, y) == status::not_finite_output);
    CHECK(y[0] == T(9));
    CHECK(check_parameters(w) == status::ok);

    typename classifier::parameters v;
    for (T& value : v.values) value = limits::max();
    typename classifier::scratch classes;
    T p[3] = {T(9), T(9), T(9)};
    const T x[2] = {1, 1};
    CHECK(predict(v, classes, x, p) == status::not_finite_output);
    CHECK(p[0] == T(9));
}

TEST_CASE_TEMPLATE("a sample that overflows behind the first scratchful leaves y NaN throughout", T,
                   float, double) {
    using net = basic_network<T, input<1>, dense<1, picomlp::identity>>;
    const typename net::parameters w = {{T(100), T(0)}};
    T x[1][5] = {{1, 2, 3, std::numeric_limits<T>::max(), 5}};
    T y[1][5] = {{7, 7, 7, 7, 7}};
    batch_scratch<net, 2> two_at_a_time;
    CHECK(predict(w, two_at_a_time, x, y) == status::not_finite_output);
    CHECK(all_nan(y));
    batch_scratch<net, 5> all_at_once;
    for (T& v : y[0]) v = T(7);
    CHECK(predict(w, all_at_once, x, y) == status::not_finite_output);
    CHECK(all_are(y, T(7)));
    x[0][3] = 4;
    CHECK(predict(w, two_at_a_time, x, y) == status::ok);
    CHECK(y[0][4] == T(500));

    using model = picomlp::scaled_model<net>;
    const model scaled = {picomlp::input_scaling<net>::identity(), w};
    picomlp::scaled_scratch<net, 2> scaled_scratch;
    x[0][3] = std::numeric_limits<T>::max();
    CHECK(predict(scaled, scaled_scratch, x, y) == status::not_finite_output);
    CHECK(all_nan(y));
}

TEST_CASE("of two or three samples of a wide network none is written when one is refused") {
    using net = picomlp::network<picomlp::input<20>, picomlp::dense<24, picomlp::relu>,
                                 picomlp::dense<3, picomlp::identity>>;
    net::parameters w;
    for (float& value : w) value = 0.5F;
    static picomlp::batch_scratch<net, 8> scratch;
    for (const uint32_t samples : {2U, 3U}) {
        std::vector<float> x(20 * samples, 1.0F);
        std::vector<float> y(3 * samples, 7.0F);
        const std::vector<float> before = y;
        const auto predicted = [&] {
            return predict(w, scratch, picomlp::feature_major(x), picomlp::feature_major(y));
        };
        x[samples - 1] = std::numeric_limits<float>::infinity();  // of the last sample
        CHECK(predicted() == picomlp::status::not_finite_input);
        CHECK(y == before);
        x[0] = 3e38F;  // the first one's sums overflow, but what is refused comes first
        x[samples] = 3e38F;
        CHECK(predicted() == picomlp::status::not_finite_input);
        CHECK(y == before);
        x[samples - 1] = 1;
        CHECK(predicted() == picomlp::status::not_finite_output);
        CHECK(y == before);
        x[0] = x[samples] = 1;
        CHECK(predicted() == picomlp::status::ok);
        CHECK(y != before);
    }
}
