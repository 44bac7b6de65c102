// SPDX-License-Identifier: MIT
#include "picomlp/scaling/fold.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "doctest_config.hpp"
#include "fold_checks.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/scaling/scaled_model.hpp"
#include "reference/network_cases.hpp"
#include "scaling_cases.hpp"

using picomlp::basic_network;
using picomlp::dense;
using picomlp::fold;
using picomlp::hyperbolic_tangent;
using picomlp::identity;
using picomlp::input;
using picomlp::scaled_regressor;
using picomlp::status;
using picomlp::target_scaling;
using testing::rounding;

namespace {

template <class T>
using single = basic_network<T, input<5>, dense<3, identity>>;
template <class T>
using deeper = basic_network<T, input<19>, dense<12, hyperbolic_tangent>, dense<7, identity>,
                             dense<4, identity>>;

template <class Parameters>
bool same_parameters(const Parameters& a, const Parameters& b) {
    return std::memcmp(a.values, b.values, sizeof a.values) == 0;
}

template <class Network>
void check_order() {
    using T = typename Network::value_type;
    std::mt19937 random(6);
    picomlp::parameters_of<Network> w;
    reference::fill_parameters(w, random);
    target_scaling<Network> scaling;
    for (T& offset : scaling.offset) offset = reference::between<T>(random, -9, 9);
    for (T& scale : scaling.scale) scale = reference::between<T>(random, -2, 2);
    auto expected = w;
    const auto layer = expected.template layer<Network::layer_count>();
    const auto from = w.template layer<Network::layer_count>();
    for (uint32_t o = 0; o < Network::outputs; ++o) {
        for (uint32_t i = 0; i < layer.inputs(); ++i) {
            layer.weight(o, i) = from.weight(o, i) * scaling.scale[o];
        }
        volatile T product = from.bias(o) * scaling.scale[o];
        layer.bias(o) = product + scaling.offset[o];
    }
    picomlp::parameters_of<Network> folded;
    CHECK(fold(scaling, w, folded) == status::ok);
    CHECK(same_parameters(folded, expected));
    CHECK(fold(scaling, w, w) == status::ok);
    CHECK(same_parameters(w, expected));
}

}  // namespace

TEST_CASE_TEMPLATE("the last layer is folded in the order written down, the others stay", T, float,
                   double) {
    check_order<single<T>>();
    check_order<deeper<T>>();
}

TEST_CASE_TEMPLATE("a folded regressor predicts within the stated bound from raw features", T,
                   float, double) {
    using net = single<T>;
    std::mt19937 random(9);
    for (int round = 0; round < 500; ++round) {
        scaled_regressor<net> model;
        reference::fill_parameters(model.parameters, random);
        model.scaling = picomlp::input_scaling<net>::identity();
        for (T& offset : model.targets.offset) offset = reference::between<T>(random, -50, 50);
        for (T& scale : model.targets.scale) scale = reference::between<T>(random, -9, 9);
        typename net::parameters folded;
        CHECK(fold(model.targets, model.parameters, folded) == status::ok);
        T x[5];
        for (T& feature : x) feature = reference::between<T>(random, -2, 2);
        T scaled_y[3];
        T folded_y[3];
        picomlp::scaled_scratch<net, 1> scratch;
        typename net::scratch plain_scratch;
        CHECK(predict(model, scratch, x, scaled_y) == status::ok);
        CHECK(predict(folded, plain_scratch, x, folded_y) == status::ok);
        const auto w = model.parameters.template layer<1>();
        for (uint32_t o = 0; o < 3; ++o) {
            double size = std::fabs(static_cast<double>(w.bias(o)));
            for (uint32_t i = 0; i < 5; ++i) {
                size += std::fabs(static_cast<double>(w.weight(o, i)) * static_cast<double>(x[i]));
            }
            size = size * std::fabs(static_cast<double>(model.targets.scale[o])) +
                   std::fabs(static_cast<double>(model.targets.offset[o]));
            const double difference =
                std::fabs(static_cast<double>(scaled_y[o]) - static_cast<double>(folded_y[o]));
            CHECK(difference <= (2 * 5 + 6) * 1.001 * rounding<T> * size);
        }
    }
}

TEST_CASE_TEMPLATE("with powers of two and no offsets both foldings keep all bits", T, float,
                   double) {
    using net = deeper<T>;
    std::mt19937 random(7);
    scaled_regressor<net> model{};
    reference::fill_parameters(model.parameters, random);
    for (uint32_t i = 0; i < net::inputs; ++i) {
        model.scaling.factor[i] = static_cast<T>(std::ldexp(i % 3 == 0 ? -1 : 1, int(i) - 9));
    }
    for (uint32_t o = 0; o < net::outputs; ++o) {
        model.targets.scale[o] = static_cast<T>(std::ldexp(o % 2 == 0 ? -1 : 1, int(o) * 5 - 9));
    }
    picomlp::parameters_of<net> folded;
    CHECK(fold(model.scaling, model.parameters, folded) == status::ok);
    CHECK(fold(model.targets, folded, folded) == status::ok);
    CHECK(testing::predict_alike(model, folded, random));
}

TEST_CASE_TEMPLATE("targets that cannot be folded leave the parameters as they were", T, float,
                   double) {
    using net = deeper<T>;
    const T large = std::numeric_limits<T>::max();
    std::mt19937 random(8);
    typename net::parameters good;
    reference::fill_parameters(good, random);
    const auto check = [](const auto& scaling, auto w, status expected) {
        typename net::parameters folded;
        for (T& value : folded.values) value = 77;
        const auto folded_before = folded;
        CHECK(fold(scaling, w, folded) == expected);
        CHECK(same_parameters(folded, folded_before));
        const auto before = w;
        CHECK(fold(scaling, w, w) == expected);
        CHECK(std::memcmp(&w, &before, sizeof w) == 0);
    };
    const auto identical = target_scaling<net>::identity();
    for (const T bad : {std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN()}) {
        auto scaling = identical;
        scaling.offset[3] = bad;
        check(scaling, good, status::not_finite_input);
        scaling = identical;
        scaling.scale[3] = bad;
        check(scaling, good, status::not_finite_input);
        auto w = good;
        w.values[0] = bad;  // of the first layer
        check(identical, w, status::not_finite_input);
    }
    auto scaling = identical;
    scaling.scale[3] = large;
    auto w = good;
    w.template layer<3>().weight(3, 6) = 2;
    check(scaling, w, status::beyond_range);
    w = good;
    w.template layer<3>().bias(3) = large;
    scaling = identical;
    scaling.offset[3] = large;
    check(scaling, w, status::beyond_range);
}
