// SPDX-License-Identifier: MIT
// A network for the tests of options, its parameters and gradients, and what penalties share.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/option/option.hpp"
#include "reference/network_cases.hpp"
#include "reference/penalty_reference.hpp"

namespace testing {

using picomlp::status;

/// Numbers of weights that are less than the sums' 16 lanes, and more without being multiples.
template <class T>
using net =
    picomlp::basic_network<T, picomlp::input<3>, picomlp::dense<7, picomlp::relu>,
                           picomlp::dense<17, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;

inline constexpr bool trained_patterns[][3] = {
    {true, true, true}, {false, true, true}, {true, false, true}, {false, false, false}};

template <class T>
picomlp::trained_layers<T> layers_of(const bool* trained) {
    return {net<T>::table(), trained};
}

/// How many numbers the gradient of the trained layers has.
template <class T>
std::size_t gradient_count(const bool* trained) {
    std::size_t count = 0;
    for (std::uint32_t l = 0; l < net<T>::layer_count; ++l) {
        if (trained[l]) count += picomlp::parameter_count_of(net<T>::shape_of(l + 1));
    }
    return count;
}

/// Numbers of both signs with all the fraction bits there are, and zeros of both signs among them.
template <class T>
std::vector<T> any_numbers(std::size_t count, unsigned seed, double reach = 1.5) {
    std::mt19937 random(seed);
    std::vector<T> result(count);
    for (T& v : result) {
        v = reference::between<T>(random, -reach, reach);
        v += reference::between<T>(random, -reach, reach) * T(0x1p-31);
        if (random() % 16 == 0) v = random() % 2 == 0 ? T(0) : -T(0);
    }
    return result;
}

template <class T>
std::vector<T> any_parameters(unsigned seed = 31) {
    return any_numbers<T>(net<T>::parameter_count, seed);
}

/// What is out of range wherever a number must be finite and not negative.
template <class T>
std::vector<T> not_usable() {
    using limits = std::numeric_limits<T>;
    return {-limits::denorm_min(), T(-0.7),
            limits::infinity(),    -limits::infinity(),
            limits::quiet_NaN(),   -limits::quiet_NaN()};
}

/// The option's numbers are the plain program's, for every instruction set, pattern and lambda.
template <class Option, class T>
void check_penalty_against_plain_program(reference::penalty kind) {
    using settings = typename Option::template settings<net<T>>;
    testing::for_each_instruction_set([kind](picomlp::instruction_set) {
        int wrong = 0;
        for (const auto& trained : trained_patterns) {
            for (const std::uint32_t samples : {1u, 3u, 7u, 12u, 300u}) {
                const std::vector<T> w = any_parameters<T>(samples);
                const settings chosen{{T(0.7), T(0), T(1) / T(3)}};
                std::vector<T> gradient = any_numbers<T>(gradient_count<T>(trained), samples);
                std::vector<T> expected = gradient;
                T cost = T(0.3);
                T expected_cost = cost;
                std::vector<reference::penalized_layer<T>> layers;
                for (std::uint32_t l = 0; l < 3; ++l) {
                    layers.push_back({net<T>::shape_of(l + 1), trained[l], chosen.lambda.value[l]});
                }
                reference::penalize(kind, layers, samples, w.data(), expected_cost,
                                    expected.data());
                Option::penalize(chosen, layers_of<T>(trained), samples, w.data(), &cost,
                                 gradient.data());
                wrong += cost != expected_cost;
                wrong += !testing::same_bits(gradient, expected);

                T cost_alone = T(0.3);
                Option::penalize(chosen, layers_of<T>(trained), samples, w.data(), &cost_alone,
                                 static_cast<T*>(nullptr));
                wrong += cost_alone != expected_cost;
            }
        }
        CHECK(wrong == 0);
    });
}

/// The largest difference between the gradient that the option adds in double and the central
/// difference of the cost that it adds, step `h`.
template <class Option>
double worst_difference(const std::vector<double>& w, double h) {
    const typename Option::template settings<net<double>> chosen{{0.7, 0.2, 1.3}};
    const auto layers = layers_of<double>(trained_patterns[0]);
    std::vector<double> gradient(w.size(), 0.0);
    double cost = 0;
    Option::penalize(chosen, layers, 5, w.data(), &cost, gradient.data());
    double worst = 0;
    for (std::size_t k = 0; k < w.size(); ++k) {
        double side[2] = {0, 0};
        for (const int up : {0, 1}) {
            std::vector<double> moved = w;
            moved[k] += up != 0 ? h : -h;
            Option::penalize(chosen, layers, 5, moved.data(), &side[up],
                             static_cast<double*>(nullptr));
        }
        worst = std::fmax(worst, std::fabs((side[1] - side[0]) / (2 * h) - gradient[k]));
    }
    return worst;
}

template <class Option, class T>
void check_range_of_number() {
    using settings = typename Option::template settings<net<T>>;
    CHECK(Option::check(settings{}) == status::ok);
    for (const T good : {T(0), std::numeric_limits<T>::denorm_min(), T(0.7), T(1e30)}) {
        CHECK(Option::check(settings{good}) == status::ok);
    }
    for (const T bad : not_usable<T>()) {
        CHECK(Option::check(settings{{bad, T(0), T(0)}}) == status::bad_argument);
        CHECK(Option::check(settings{{T(0), bad, T(0)}}) == status::bad_argument);
        CHECK(Option::check(settings{{T(0), T(0), bad}}) == status::bad_argument);
    }
}

}  // namespace testing
