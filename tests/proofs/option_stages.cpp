// SPDX-License-Identifier: MIT
// Options of a trainer, called directly: penalties, constraints, clipping, schedules.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

template <class T>
using net = basic_network<T, input<33>, dense<40, relu>, dense<18, picomlp::hyperbolic_tangent>,
                          dense<10, relu>, dense<1, sigmoid>>;

constexpr bool trained_patterns[][4] = {{true, true, true, true}, {false, true, false, true}};

/// A few decimals that no number type holds exactly.
template <class T>
per_layer<T, 4> numbers() {
    return {T(7) / T(10), T(0), T(1) / T(3), T(19) / T(10)};
}

template <class Option, class T>
void penalties_of(checksum& results) {
    using settings = typename Option::template settings<net<T>>;
    const values<T> w = random_values<T>(net<T>::parameter_count, 51);
    constexpr uint32_t numbers_of_samples[] = {1, 300};
    for (const auto& trained : trained_patterns) {
        for (const uint32_t samples : numbers_of_samples) {
            values<T> gradient = random_values<T>(net<T>::parameter_count, 52);
            T cost = T(0.25);
            const trained_layers<T> layers = {net<T>::table(), trained};
            Option::penalize(settings{numbers<T>()}, layers, samples, w.data(), &cost,
                             gradient.data());
            results.add(cost);
            results.add(gradient);
        }
    }
}

template <class T>
void l2_penalty(checksum& results) {
    penalties_of<l2, T>(results);
}

template <class T>
void l1_penalty(checksum& results) {
    penalties_of<l1, T>(results);
}

template <class T>
void shares(checksum& results) {
    const weight_decay::settings<net<T>> chosen{numbers<T>()};
    for (const T number : random_values<T>(300, 53)) {
        const T rate = number < T(0) ? -number : number;
        for (uint32_t l = 0; l < 4; ++l) {
            results.add(weight_decay::decay_factor(chosen, l, rate, T(1)));
            results.add(weight_decay::decay_factor(chosen, l, rate, T(1) / T(3)));
        }
    }
}

/// Weights around 2^exponent.
template <class T>
void limited_lengths(checksum& results, int exponent) {
    for (const auto& trained : trained_patterns) {
        values<T> w = random_values<T>(net<T>::parameter_count, 54, exponent);
        const trained_layers<T> layers = {net<T>::table(), trained};
        max_norm::constrain_weights(max_norm::settings<net<T>>{numbers<T>()}, layers, w.data());
        results.add(w);
    }
}

template <class T>
void max_norm_of_usual_weights(checksum& results) {
    limited_lengths<T>(results, 0);
    limited_lengths<T>(results, -3);
}

template <class T>
void max_norm_of_huge_weights(checksum& results) {
    limited_lengths<T>(results, sizeof(T) == 4 ? 70 : 600);
    limited_lengths<T>(results, sizeof(T) == 4 ? 126 : 1022);
}

/// Their squares vanish.
template <class T>
void max_norm_of_tiny_weights(checksum& results) {
    values<T> w = random_values<T>(net<T>::parameter_count, 55, sizeof(T) == 4 ? -70 : -600);
    const T limit = from_bits<T>(sizeof(T) == 4 ? 0x1d000000u : 0x1ac0000000000000u);
    const trained_layers<T> layers = {net<T>::table(), trained_patterns[0]};
    max_norm::constrain_weights(max_norm::settings<net<T>>{limit}, layers, w.data());
    results.add(w);
}

template <class T>
void clipped_values(checksum& results) {
    values<T> g = random_values<T>(1000, 56);
    clip_by_value::clip(clip_by_value::settings<net<T>>{T(1) / T(3)}, g.size(), g.data());
    results.add(g);
}

template <class T>
void clipped_lengths(checksum& results) {
    const clip_by_norm::settings<net<T>> chosen{T(1) / T(3)};
    constexpr int exponents[] = {0, -20, sizeof(T) == 4 ? 70 : 600, sizeof(T) == 4 ? 126 : 1022};
    constexpr size_t counts[] = {1, 15, 16, 33, 1000};
    for (const int exponent : exponents) {
        for (const size_t count : counts) {
            values<T> g = random_values<T>(count, 57, exponent);
            clip_by_norm::clip(chosen, g.size(), g.data());
            results.add(g);
        }
    }
}

template <class Schedule, class T>
void add_rates(checksum& results,
               const typename scheduled<Schedule>::template settings<net<T>>& chosen) {
    results.add(static_cast<uint32_t>(scheduled<Schedule>::check(chosen)));
    for (uint32_t step = 0; step < 1000; ++step) {
        results.add(scheduled<Schedule>::learning_rate(chosen, step, T(1) / T(3)));
    }
}

template <class T>
void rates(checksum& results) {
    add_rates<constant_rate, T>(results, {{}, 1});
    add_rates<step_decay, T>(results, {{T(3) / T(10), 40}, 2});
    add_rates<exponential_decay, T>(results, {{T(95) / T(100)}, 1});
    add_rates<cosine_decay, T>(results, {{700, T(1) / T(10)}, 1});
    add_rates<cosine_decay, T>(results, {{4294967295u, T(0)}, 1});
    add_rates<inverse_time_decay, T>(results, {{T(3) / T(10), 7}, 3});
    add_rates<warm_up<cosine_decay>, T>(results, {{100, {800, T(0)}}, 1});
}

}  // namespace

stage_list option_stages() {
    static constexpr stage all[] = {
        {"l2.float", range::normal, unless_small<l2_penalty<float>>},
        {"l2.double", range::normal, unless_small<l2_penalty<double>>},
        {"l1.float", range::normal, unless_small<l1_penalty<float>>},
        {"l1.double", range::normal, unless_small<l1_penalty<double>>},
        {"weight_decay.float", range::normal, shares<float>},
        {"weight_decay.double", range::normal, shares<double>},
        {"max_norm.float", range::normal, unless_small<max_norm_of_usual_weights<float>>},
        {"max_norm.double", range::normal, unless_small<max_norm_of_usual_weights<double>>},
        {"max_norm_of_huge.float", range::normal, unless_small<max_norm_of_huge_weights<float>>},
        {"max_norm_of_huge.double", range::normal, unless_small<max_norm_of_huge_weights<double>>},
        {"max_norm_of_tiny.float", range::subnormal, unless_small<max_norm_of_tiny_weights<float>>},
        {"max_norm_of_tiny.double", range::subnormal,
         unless_small<max_norm_of_tiny_weights<double>>},
        {"clip_by_value.float", range::normal, clipped_values<float>},
        {"clip_by_value.double", range::normal, unless_small<clipped_values<double>>},
        {"clip_by_norm.float", range::normal, clipped_lengths<float>},
        {"clip_by_norm.double", range::normal, unless_small<clipped_lengths<double>>},
        {"scheduled.float", range::normal, rates<float>},
        {"scheduled.double", range::normal, rates<double>},
    };
    return all;
}

}  // namespace testing
