// SPDX-License-Identifier: MIT
#include "picomlp/scaling/scaled_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"
#include "scaling_cases.hpp"

using picomlp::basic_network;
using picomlp::dense;
using picomlp::hyperbolic_tangent;
using picomlp::identity;
using picomlp::input;
using picomlp::scaled_regressor;
using picomlp::scaled_scratch;
using picomlp::standard_scaler;
using picomlp::status;

namespace {

template <class Network>
void fill(scaled_regressor<Network>& model, std::mt19937& random) {
    using T = typename Network::value_type;
    reference::fill_parameters(model.parameters, random);
    for (T& offset : model.scaling.offset) offset = reference::between<T>(random, -1, 1);
    for (T& factor : model.scaling.factor) factor = reference::between<T>(random, -2, 2);
    for (T& offset : model.targets.offset) offset = reference::between<T>(random, -30, 30);
    for (T& scale : model.targets.scale) scale = reference::between<T>(random, -9, 9);
}

/// scale_samples, predict and unscale_targets, for all samples at once.
template <class Network, class T = typename Network::value_type>
std::vector<T> in_three_steps(const scaled_regressor<Network>& model,
                              const reference::matrix<T>& x) {
    reference::matrix<T> scaled = x;
    reference::matrix<T> y(Network::outputs, x.samples);
    const auto x_view = reference::view_of<Network::inputs>(scaled);
    const auto y_view = reference::view_of<Network::outputs>(y);
    static picomlp::batch_scratch<Network, 16> scratch;
    CHECK(scale_samples(model.scaling, x_view, x_view) == status::ok);
    CHECK(predict(model.parameters, scratch, x_view, y_view) == status::ok);
    CHECK(unscale_targets(model.targets, y_view, y_view) == status::ok);
    return y.values;
}

template <class Network, uint32_t Capacity, class T = typename Network::value_type>
void check_capacity(const scaled_regressor<Network>& model, const reference::matrix<T>& x,
                    const std::vector<T>& expected) {
    INFO("capacity ", Capacity);
    static scaled_scratch<Network, Capacity> scratch;
    reference::matrix<T> y(Network::outputs, x.samples);
    const auto x_view = reference::view_of<Network::inputs>(x);
    CHECK(predict(model, scratch, x_view, reference::view_of<Network::outputs>(y)) == status::ok);
    CHECK(testing::same_bits(y.values, expected));

    std::vector<T> turned(x.values.size());
    for (size_t s = 0; s < x.samples; ++s) {
        for (size_t f = 0; f < Network::inputs; ++f) turned[s * Network::inputs + f] = x(f, s);
    }
    std::vector<T> turned_y(expected.size());
    CHECK(predict(model, scratch, picomlp::sample_major(turned), picomlp::sample_major(turned_y)) ==
          status::ok);
    bool same = true;
    for (size_t s = 0; s < x.samples; ++s) {
        for (size_t o = 0; o < Network::outputs; ++o) {
            same = same && testing::same_bits(turned_y[s * Network::outputs + o],
                                              expected[o * x.samples + s]);
        }
    }
    CHECK(same);
    CHECK(predict(model, scratch, x_view, picomlp::sample_major(turned_y)) == status::ok);
    CHECK(testing::same_bits(turned_y.back(), expected.back()));

    T sample[Network::inputs];
    T result[Network::outputs];
    for (size_t f = 0; f < Network::inputs; ++f) sample[f] = x(f, 4);
    CHECK(predict(model, scratch, sample, result) == status::ok);
    for (size_t o = 0; o < Network::outputs; ++o) {
        CHECK(testing::same_bits(result[o], expected[o * x.samples + 4]));
    }
}

template <class Network>
void check_shape() {
    using T = typename Network::value_type;
    std::mt19937 random(8);
    static scaled_regressor<Network> model;
    fill(model, random);
    const auto x = reference::any_matrix<T>(Network::inputs, 37, random, -2, 2);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        const auto expected = in_three_steps(model, x);
        check_capacity<Network, 1>(model, x, expected);
        check_capacity<Network, 5>(model, x, expected);
        check_capacity<Network, 37>(model, x, expected);
        check_capacity<Network, 64>(model, x, expected);
    });
}

template <class T>
using two_to_one = basic_network<T, input<2>, dense<4, hyperbolic_tangent>, dense<1, identity>>;

}  // namespace

TEST_CASE("a regressor is plain numbers that can lie in flash") {
    using net = picomlp::network<input<2>, dense<3, picomlp::relu>, dense<1, identity>>;
    static_assert(std::is_aggregate_v<scaled_regressor<net>>);
    static_assert(std::is_trivially_copyable_v<scaled_regressor<net>>);
    static_assert(sizeof(scaled_regressor<net>) == sizeof(float) * (4 + net::parameter_count + 2));
    static constexpr scaled_regressor<net> in_flash = {{{1, 2}, {3, 4}}, {{5}}, {{6}, {7}}};
    CHECK(in_flash.targets.scale[0] == 7);
    CHECK(check_parameters(in_flash) == status::ok);
}

TEST_CASE_TEMPLATE("predictions have the bits of three steps, alone and in batches, in both orders",
                   T, float, double) {
    check_shape<basic_network<T, input<2>, dense<10, picomlp::relu>, dense<5, picomlp::relu>,
                              dense<1, identity>>>();
    check_shape<basic_network<T, input<40>, dense<3, identity>>>();
    check_shape<basic_network<T, input<3>, dense<40, hyperbolic_tangent>,
                              dense<18, struct picomlp::sigmoid>>>();
    check_shape<basic_network<T, input<5>, dense<5, identity>>>();
}

TEST_CASE_TEMPLATE("predictions may take the place of what they are made from", T, float, double) {
    using net = basic_network<T, input<3>, dense<3, identity>>;
    std::mt19937 random(3);
    scaled_regressor<net> model;
    fill(model, random);
    const auto x = reference::any_matrix<T>(3, 11, random, -2, 2);
    const auto expected = in_three_steps(model, x);
    auto in_place = x;
    scaled_scratch<net, 4> scratch;
    const auto view = reference::view_of<3>(in_place);
    CHECK(predict(model, scratch, view, view) == status::ok);
    CHECK(testing::same_bits(in_place.values, expected));
}

TEST_CASE_TEMPLATE("a refused prediction leaves y as it was, or NaN where it had begun", T, float,
                   double) {
    using limits = std::numeric_limits<T>;
    using net = two_to_one<T>;
    scaled_regressor<net> model{};
    model.scaling = {{0, 1}, {1, 4}};
    model.targets = {{0}, {1}};
    // Two samples at a time: the last of five lies in the third piece.
    scaled_scratch<net, 2> scratch;
    scaled_scratch<net, 1> small;
    const auto check = [&](const auto& x, status expected, bool begun) {
        T y[1][5] = {{7, 7, 7, 7, 7}};
        const auto right = [&](T value) { return begun ? value != value : value == 7; };
        CHECK(predict(model, scratch, x, y) == expected);
        CHECK(std::all_of(y[0], y[0] + 5, right));
        std::fill(y[0], y[0] + 5, T(7));
        CHECK(predict(model, small, x, y) == expected);
        CHECK(std::all_of(y[0], y[0] + 5, right));
    };
    for (const T bad :
         {limits::infinity(), -limits::infinity(), limits::quiet_NaN(), limits::max()}) {
        const T x[2][5] = {{1, 2, 3, 4, 5}, {4, 5, 6, 7, bad}};
        check(x, status::not_finite_input, false);
    }
    const T x[2][5] = {{1, 2, 3, 4, 5}, {1, 1, 1, 1, 1}};
    for (const T bad : {limits::infinity(), limits::quiet_NaN()}) {
        model.targets = {{bad}, {1}};
        check(x, status::not_finite_output, false);
        CHECK(check_parameters(model) == status::not_finite_input);
        model.targets = {{0}, {bad}};
        check(x, status::not_finite_output, false);
        CHECK(check_parameters(model) == status::not_finite_input);
        model.targets = {{0}, {1}};
        model.scaling.factor[1] = bad;
        check(x, status::not_finite_output, false);
        model.scaling.factor[1] = 4;
        model.parameters.template layer<2>().weight(0, 3) = bad;
        check(x, status::not_finite_output, false);
        model.parameters.template layer<2>().weight(0, 3) = 0;
    }
    // Only the last sample's target is beyond range: tanh(1) * max * 2.
    model.parameters.template layer<1>().weight(0, 0) = 1;
    model.parameters.template layer<2>().weight(0, 0) = 2;
    model.targets.scale[0] = limits::max();
    const T late[2][5] = {{0, 0, 0, 0, 1}, {1, 1, 1, 1, 1}};
    check(late, status::not_finite_output, true);
    T one[1] = {7};
    const T last[2] = {1, 1};
    CHECK(predict(model, small, last, one) == status::not_finite_output);
    CHECK(one[0] == 7);
    CHECK(predict(model, scratch, picomlp::feature_major(x).slice(0, 2), one) ==
          status::mismatched_samples);
}

TEST_CASE_TEMPLATE("targets of thousands that no network learns as they are, it learns scaled", T,
                   float, double) {
    using net = two_to_one<T>;
    constexpr uint32_t samples = 64;
    std::mt19937 random(5);
    std::vector<T> x;
    std::vector<T> y;
    for (uint32_t s = 0; s < samples; ++s) {
        const double a = reference::between<double>(random, 0, 100);
        const double b = reference::between<double>(random, -1e-3, 1e-3);
        x.insert(x.end(), {static_cast<T>(a), static_cast<T>(b)});
        y.push_back(static_cast<T>(40000 + 30 * a + 1e6 * b));
    }
    standard_scaler<T, 2> features;
    standard_scaler<T, 1> levels;
    static scaled_regressor<net> model;
    CHECK(features.add(picomlp::sample_major(x)) == status::ok);
    CHECK(levels.add(picomlp::sample_major(y)) == status::ok);
    CHECK(features.result(model.scaling) == status::ok);
    CHECK(levels.result(model.targets) == status::ok);
    std::vector<T> scaled_x(x.size());
    std::vector<T> scaled_y(y.size());
    CHECK(scale_samples(model.scaling, picomlp::sample_major(x), picomlp::sample_major(scaled_x)) ==
          status::ok);
    CHECK(scale_targets(model.targets, picomlp::sample_major(y), picomlp::sample_major(scaled_y)) ==
          status::ok);

    static picomlp::scaled_regression_scratch<net, 16> scratch;
    const auto r2_after = [&](const auto& features_of, const auto& targets_of, auto evaluate) {
        picomlp::xoshiro128pp generator(1);
        picomlp::initialize(model.parameters, picomlp::xavier_normal{}, generator);
        static picomlp::trainer<net, picomlp::mean_squared_error, picomlp::adam,
                                picomlp::batch<samples>>
            t;
        static picomlp::mini_batch<net, samples> buffer;
        t = {};
        t.set(picomlp::adam::learning_rate(0.03F));
        for (int step = 0; step < 600; ++step) {
            REQUIRE(t.step(model.parameters, picomlp::sample_major(features_of),
                           picomlp::sample_major(targets_of), buffer)
                        .ok());
        }
        return static_cast<double>(evaluate());
    };
    const double scaled = r2_after(scaled_x, scaled_y, [&] {
        const auto found =
            evaluate_regression(model, scratch, picomlp::sample_major(x), picomlp::sample_major(y));
        CHECK(found.ok());
        return found.pooled.r2;
    });
    const double unscaled = r2_after(scaled_x, y, [&] {
        const picomlp::scaled_model<net> plain = {model.scaling, model.parameters};
        const auto found =
            evaluate_regression(plain, scratch, picomlp::sample_major(x), picomlp::sample_major(y));
        CHECK(found.ok());
        return found.pooled.r2;
    });
    CHECK(scaled > 0.99);
    CHECK(unscaled < 0);
}
