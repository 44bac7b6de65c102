// SPDX-License-Identifier: MIT
#include "picomlp/scaling/fold.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "doctest_config.hpp"
#include "fold_checks.hpp"
#include "golden/scaling.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/scaling/scaled_model.hpp"
#include "reference/network_cases.hpp"
#include "scaling_cases.hpp"

using picomlp::basic_network;
using picomlp::dense;
using picomlp::fold;
using picomlp::hyperbolic_tangent;
using picomlp::input;
using picomlp::input_scaling;
using picomlp::scaled_model;
using picomlp::scaled_scratch;
using picomlp::status;
using testing::rounding;

namespace {

template <class T>
using five_to_three = basic_network<T, input<5>, dense<3, picomlp::identity>>;
template <class T>
using deeper = basic_network<T, input<19>, dense<12, hyperbolic_tangent>,
                             dense<7, hyperbolic_tangent>, dense<2, hyperbolic_tangent>>;

template <class Network>
bool same_parameters(const picomlp::parameters_of<Network>& a,
                     const picomlp::parameters_of<Network>& b) {
    return std::memcmp(a.values, b.values, sizeof a.values) == 0;
}

template <class T>
scaled_model<five_to_three<T>> model_of(const golden::fold_case& c) {
    scaled_model<five_to_three<T>> model;
    const auto layer = model.parameters.template layer<1>();
    for (uint32_t i = 0; i < 5; ++i) {
        model.scaling.offset[i] = static_cast<T>(c.offset[i]);
        model.scaling.factor[i] = static_cast<T>(c.factor[i]);
    }
    for (uint32_t o = 0; o < 3; ++o) {
        for (uint32_t i = 0; i < 5; ++i) layer.weight(o, i) = static_cast<T>(c.weight[5 * o + i]);
        layer.bias(o) = static_cast<T>(c.bias[o]);
    }
    return model;
}

}  // namespace

TEST_CASE_TEMPLATE("folded parameters are those of exact arithmetic within the bounds", T, float,
                   double) {
    const double u = rounding<T>;
    for (const auto& c : golden::fold_cases) {
        INFO(c.name);
        const auto model = model_of<T>(c);
        picomlp::parameters_of<five_to_three<T>> folded;
        CHECK(fold(model.scaling, model.parameters, folded) == status::ok);
        const auto layer = folded.template layer<1>();
        for (uint32_t o = 0; o < 3; ++o) {
            for (uint32_t i = 0; i < 5; ++i) {
                const double* exact = c.folded_weight + 2 * (5 * o + i);
                const double off = (static_cast<double>(layer.weight(o, i)) - exact[0]) - exact[1];
                CHECK(std::fabs(off) <= u * std::fabs(exact[0]));
            }
            const double* exact = c.folded_bias + 2 * o;
            const double off = (static_cast<double>(layer.bias(o)) - exact[0]) - exact[1];
            CHECK(std::fabs(off) <= (5 + 2) * 1.001 * u * c.size[o]);
        }
    }
}

TEST_CASE_TEMPLATE("the order of operations is the one written down", T, float, double) {
    std::mt19937 random(6);
    scaled_model<deeper<T>> model;
    reference::fill_parameters(model.parameters, random);
    for (T& offset : model.scaling.offset) offset = reference::between<T>(random, -9, 9);
    for (T& factor : model.scaling.factor) factor = reference::between<T>(random, -2, 2);
    model.scaling.offset[3] = 0;
    picomlp::parameters_of<deeper<T>> expected = model.parameters;
    const auto layer = expected.template layer<1>();
    for (uint32_t o = 0; o < 12; ++o) {
        for (uint32_t i = 0; i < 19; ++i) {
            volatile T weight = layer.weight(o, i) * model.scaling.factor[i];
            volatile T product = weight * model.scaling.offset[i];
            layer.weight(o, i) = weight;
            layer.bias(o) = layer.bias(o) - product;
        }
    }
    picomlp::parameters_of<deeper<T>> folded;
    CHECK(fold(model.scaling, model.parameters, folded) == status::ok);
    CHECK(same_parameters(folded, expected));
    CHECK(fold(model.scaling, model.parameters, model.parameters) == status::ok);
    CHECK(same_parameters(model.parameters, expected));
}

TEST_CASE_TEMPLATE("with powers of two and no offset, predictions keep their bits", T, float,
                   double) {
    using net = deeper<T>;
    std::mt19937 random(7);
    scaled_model<net> model;
    reference::fill_parameters(model.parameters, random);
    model.parameters.template layer<1>().bias(3) = T(-0.0);
    model.scaling = input_scaling<net>::identity();
    for (uint32_t i = 0; i < net::inputs; ++i) {
        model.scaling.factor[i] = static_cast<T>(std::ldexp(i % 3 == 0 ? -1 : 1, i - 9));
    }
    picomlp::parameters_of<net> folded;
    CHECK(fold(model.scaling, model.parameters, folded) == status::ok);
    CHECK(testing::same_bits(folded.template layer<1>().bias(3), T(-0.0)));
    CHECK(testing::predict_alike(model, folded, random));
}

TEST_CASE_TEMPLATE("weighted sums from raw features stay within the stated bound", T, float,
                   double) {
    std::mt19937 random(9);
    for (const auto& c : golden::fold_cases) {
        INFO(c.name);
        const auto model = model_of<T>(c);
        picomlp::parameters_of<five_to_three<T>> folded;
        CHECK(fold(model.scaling, model.parameters, folded) == status::ok);
        const auto w = model.parameters.template layer<1>();
        for (int round = 0; round < 200; ++round) {
            T x[5];
            for (uint32_t i = 0; i < 5; ++i) {
                x[i] = model.scaling.offset[i] +
                       reference::between<T>(random, -2, 2) / model.scaling.factor[i];
            }
            T scaled_y[3];
            T folded_y[3];
            scaled_scratch<five_to_three<T>, 1> scratch;
            typename five_to_three<T>::scratch plain_scratch;
            CHECK(predict(model, scratch, x, scaled_y) == status::ok);
            CHECK(predict(folded, plain_scratch, x, folded_y) == status::ok);
            for (uint32_t o = 0; o < 3; ++o) {
                double size = std::fabs(static_cast<double>(w.bias(o)));
                for (uint32_t i = 0; i < 5; ++i) {
                    size += std::fabs(c.weight[5 * o + i] * c.factor[i]) *
                            (std::fabs(static_cast<double>(x[i])) + std::fabs(c.offset[i]));
                }
                const double difference =
                    std::fabs(static_cast<double>(scaled_y[o]) - static_cast<double>(folded_y[o]));
                CHECK(difference <= (3 * 5 + 7) * 1.001 * rounding<T> * size);
            }
        }
    }
}

TEST_CASE_TEMPLATE("what cannot be folded leaves the parameters as they were", T, float, double) {
    using net = five_to_three<T>;
    const T positive_infinity = std::numeric_limits<T>::infinity();
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T large = std::numeric_limits<T>::max();
    const auto good = model_of<T>(golden::fold_cases[0]);
    const auto check = [](auto model, status expected) {
        picomlp::parameters_of<net> folded;
        for (T& value : folded.values) value = 77;
        const auto before = folded;
        CHECK(fold(model.scaling, model.parameters, folded) == expected);
        CHECK(same_parameters(folded, before));
        const auto parameters_before = model.parameters;
        CHECK(fold(model.scaling, model.parameters, model.parameters) == expected);
        CHECK(same_parameters(model.parameters, parameters_before));
    };
    for (const T bad : {positive_infinity, nan}) {
        auto model = good;
        model.scaling.offset[4] = bad;
        check(model, status::not_finite_input);
        model = good;
        model.scaling.factor[4] = bad;
        check(model, status::not_finite_input);
        model = good;
        model.parameters.values[17] = bad;
        check(model, status::not_finite_input);
    }
    auto model = good;
    model.scaling.factor[2] = large;  // times a weight above 1
    check(model, status::beyond_range);
    model.scaling.offset[2] = 0;  // and the bias stays as it is
    check(model, status::beyond_range);
    model = good;
    model.scaling.factor[2] = large / 16;
    model.scaling.offset[2] = 100;
    check(model, status::beyond_range);
}
