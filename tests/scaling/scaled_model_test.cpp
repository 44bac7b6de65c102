// SPDX-License-Identifier: MIT
#include "picomlp/scaling/scaled_model.hpp"

#include <limits>
#include <memory>
#include <random>
#include <type_traits>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/softmax.hpp"
#include "reference/network_cases.hpp"
#include "scaling_cases.hpp"

using picomlp::basic_network;
using picomlp::batch_scratch;
using picomlp::dense;
using picomlp::input;
using picomlp::scaled_model;
using picomlp::scaled_scratch;
using picomlp::status;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;

namespace {

/// scale_samples and then predict, for all samples at once.
template <class Network, class T = typename Network::value_type>
std::vector<T> in_two_steps(const scaled_model<Network>& model, const reference::matrix<T>& x) {
    reference::matrix<T> scaled = x;
    reference::matrix<T> y(Network::outputs, x.samples);
    const auto scaled_view = reference::view_of<Network::inputs>(scaled);
    CHECK(scale_samples(model.scaling, scaled_view, scaled_view) == status::ok);
    static batch_scratch<Network, 16> scratch;
    CHECK(predict(model.parameters, scratch, scaled_view,
                  reference::view_of<Network::outputs>(y)) == status::ok);
    return y.values;
}

template <class Network, uint32_t Capacity, class T = typename Network::value_type>
std::vector<T> in_one_step(const scaled_model<Network>& model, const reference::matrix<T>& x) {
    reference::matrix<T> y(Network::outputs, x.samples);
    static scaled_scratch<Network, Capacity> scratch;
    CHECK(predict(model, scratch, reference::view_of<Network::inputs>(x),
                  reference::view_of<Network::outputs>(y)) == status::ok);
    return y.values;
}

template <class Network, class T = typename Network::value_type>
std::vector<T> one_by_one(const scaled_model<Network>& model, const reference::matrix<T>& x) {
    reference::matrix<T> y(Network::outputs, x.samples);
    static scaled_scratch<Network, 1> scratch;
    for (std::size_t s = 0; s < x.samples; ++s) {
        T sample[Network::inputs];
        T result[Network::outputs];
        for (std::size_t f = 0; f < x.features; ++f) sample[f] = x(f, s);
        CHECK(predict(model, scratch, sample, result) == status::ok);
        for (std::size_t o = 0; o < y.features; ++o) y(o, s) = result[o];
    }
    return y.values;
}

template <class Network>
void check_shape() {
    using T = typename Network::value_type;
    std::mt19937 random(8);
    static scaled_model<Network> model;
    reference::fill_parameters(model.parameters, random);
    for (T& offset : model.scaling.offset) offset = reference::between<T>(random, -1, 1);
    for (T& factor : model.scaling.factor) factor = reference::between<T>(random, -2, 2);
    const auto x = reference::any_matrix<T>(Network::inputs, 37, random, -2, 2);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        const auto expected = in_two_steps(model, x);
        CHECK(testing::same_bits(in_one_step<Network, 1>(model, x), expected));
        CHECK(testing::same_bits(in_one_step<Network, 5>(model, x), expected));
        CHECK(testing::same_bits(in_one_step<Network, 37>(model, x), expected));
        CHECK(testing::same_bits(in_one_step<Network, 64>(model, x), expected));
        CHECK(testing::same_bits(one_by_one(model, x), expected));
    });
}

}  // namespace

TEST_CASE("a model is plain numbers, and its scratch costs only what the features need") {
    using net = picomlp::network<input<2>, dense<10, picomlp::relu>, dense<5, picomlp::relu>,
                                 dense<1, sigmoid>>;
    static_assert(std::is_aggregate_v<scaled_model<net>>);
    static_assert(std::is_trivially_copyable_v<scaled_model<net>>);
    static_assert(sizeof(scaled_model<net>) == sizeof(float) * (2 + 2 + net::parameter_count));
    static_assert(sizeof(scaled_scratch<net, 1>) == sizeof(net::scratch));
    using wide = picomlp::network<input<30>, dense<10, picomlp::relu>, dense<1, sigmoid>>;
    static_assert(sizeof(scaled_scratch<wide, 3>) == 3 * (10 + 30) * sizeof(float));
    static constexpr scaled_model<net> in_flash = {{{1, 2}, {3, 4}}, {{5, 6}}};
    CHECK(in_flash.scaling.factor[1] == 4);
    CHECK(in_flash.parameters.values[1] == 6);
}

TEST_CASE_TEMPLATE("predictions have the bits of scaling first, alone and in batches", T, float,
                   double) {
    check_shape<basic_network<T, input<2>, dense<10, picomlp::relu>, dense<5, picomlp::relu>,
                              dense<1, sigmoid>>>();
    check_shape<basic_network<T, input<40>, dense<3, picomlp::softmax>>>();
    check_shape<
        basic_network<T, input<33>, dense<4, hyperbolic_tangent>, dense<2, picomlp::identity>>>();
    check_shape<basic_network<T, input<33>, dense<8, hyperbolic_tangent>,
                              dense<6, hyperbolic_tangent>, dense<50, hyperbolic_tangent>,
                              dense<7, hyperbolic_tangent>, dense<2, picomlp::identity>>>();
    check_shape<basic_network<T, input<1>, dense<17, hyperbolic_tangent>,
                              dense<18, hyperbolic_tangent>, dense<1, picomlp::identity>>>();
}

TEST_CASE_TEMPLATE("what is refused leaves the predictions as they were", T, float, double) {
    using net =
        basic_network<T, input<2>, dense<4, hyperbolic_tangent>, dense<1, picomlp::identity>>;
    const T positive_infinity = std::numeric_limits<T>::infinity();
    const T nan = std::numeric_limits<T>::quiet_NaN();
    scaled_model<net> model{};
    model.scaling = {{0, 1}, {1, 4}};
    scaled_scratch<net, 2> scratch;
    T y[1][3] = {{7, 8, 9}};
    const auto check = [&](const auto& x, status expected) {
        CHECK(predict(model, scratch, x, y) == expected);
        CHECK(y[0][0] == 7);
        CHECK(y[0][1] == 8);
        CHECK(y[0][2] == 9);
    };
    // the last sample lies in the second piece of two
    for (const T bad :
         {positive_infinity, -positive_infinity, nan, std::numeric_limits<T>::max()}) {
        const T x[2][3] = {{1, 2, 3}, {4, 5, bad}};
        check(x, status::not_finite_input);
        const T sample[2] = {1, bad};
        T result[1] = {5};
        CHECK(predict(model, scratch, sample, result) == status::not_finite_input);
        CHECK(result[0] == 5);
    }
    const T x[2][3] = {{1, 2}, {3, 4}};
    check(picomlp::feature_major(x).slice(0, 2), status::mismatched_samples);
    CHECK(predict(model, scratch, picomlp::feature_major(x).slice(0, 0),
                  picomlp::feature_major(y).slice(0, 0)) == status::no_samples);
}
