// SPDX-License-Identifier: MIT
// What a trainer can be given: dropout, frozen layers, whole fits with everything at once, and a
// training that continues from a checkpoint.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

/// Layers whose derivatives take an output's sign, an output, and an input.
template <class T>
using net = basic_network<T, input<5>, dense<18, relu>, dense<9, picomlp::hyperbolic_tangent>,
                          dense<7, silu>, dense<3, softmax>>;
constexpr uint32_t samples = 90;

template <class T>
struct made_up {
    values<T> x = random_values<T>(size_t{5} * samples, 51);
    values<T> y = values<T>(size_t{3} * samples);
    typename net<T>::parameters w;

    made_up() {
        integers source(52);
        for (uint32_t s = 0; s < samples; ++s) y[source.next() % 3 * samples + s] = T(1);
        picomlp::xoshiro128pp bits(3);
        initialize(w, he_normal{}, bits);
    }
    auto features() const { return sample_view<const T, 5>(x.data(), samples); }
    auto targets() const { return sample_view<const T, 3>(y.data(), samples); }
    void add_to(checksum& results) const {
        for (const T value : w.values) results.add(value);
    }
};

template <class Trainer, class T>
void add_steps(checksum& results, Trainer& t, made_up<T>& data, int steps) {
    for (int step = 0; step < steps; ++step) {
        const auto result = t.step(data.w, data.features(), data.targets());
        results.add(static_cast<uint32_t>(result.status));
        results.add(result.cost);
    }
    for (const T value : t.gradient().values) results.add(value);
    data.add_to(results);
}

template <class T, class... Options>
using full_batch =
    trainer<net<T>, softmax_cross_entropy, gradient_descent, batch<samples>, Options...>;

template <class T>
void with_dropout(checksum& results) {
    made_up<T> data;
    full_batch<T, dropout> own{gradient_descent::learning_rate(T(0.0625)),
                               dropout::keep(T(0.875), T(0.5), T(1)), dropout::seed(77)};
    add_steps(results, own, data, 4);
    own.set(dropout::keep(T(0.75)), dropout::seed(78), dropout::repeat(true));
    add_steps(results, own, data, 2);
    full_batch<T, numpy_dropout> course{gradient_descent::learning_rate(T(0.0625)),
                                        numpy_dropout::keep(T(0.75))};
    add_steps(results, course, data, 3);
}

template <class T>
void with_frozen_layers(checksum& results) {
    made_up<T> data;
    full_batch<T, frozen<1, 3>, l2> some{gradient_descent::learning_rate(T(0.0625)),
                                         l2::lambda(T(0.5))};
    add_steps(results, some, data, 4);
    using last = trainer<net<T>, softmax_cross_entropy, adam, batch<samples>, frozen<1, 2, 3>>;
    last t{adam::learning_rate(T(0.015625))};
    add_steps(results, t, data, 4);
}

template <class T>
void with_weights(checksum& results) {
    made_up<T> data;
    full_batch<T, class_weights> classes{gradient_descent::learning_rate(T(0.0625)),
                                         class_weights::weights(T(0.75), 1, 3)};
    add_steps(results, classes, data, 3);
    typename class_weights::template settings<net<T>> balanced;
    results.add(static_cast<uint32_t>(class_weights::balance(data.targets(), balanced)));
    for (const T weight : balanced.weight) results.add(weight);

    const auto signed_weights = random_values<T>(samples, 53, -1);
    values<T> weights(samples);
    for (size_t s = 0; s < samples; ++s) {
        weights[s] = signed_weights[s] < T(0) ? -signed_weights[s] : signed_weights[s];
    }
    using both = trainer<net<T>, softmax_cross_entropy, adam, batch<16>, sample_weights, dropout,
                         class_weights, l2>;
    both t{sample_weights::values(weights.data(), samples), dropout::keep(T(0.875)), balanced,
           l2::lambda(T(0.125))};
    const on_heap<mini_batch<net<T>, 16>> buffer;
    uint32_t order[samples];
    for (uint32_t s = 0; s < samples; ++s) order[s] = (s * 7 + 3) % samples;
    for (int round = 0; round < 2; ++round) {
        const auto result =
            t.epoch(data.w, data.features(), data.targets(), order, samples, *buffer);
        results.add(static_cast<uint32_t>(result.status));
        results.add(result.cost);
    }
    data.add_to(results);
    const on_heap<evaluation_scratch<net<T>, 23>> scratch;
    const evaluation_weights<net<T>> say = {balanced, {weights.data(), samples}};
    const auto found =
        evaluate<softmax_cross_entropy>(data.w, *scratch, data.features(), data.targets(), say);
    results.add(static_cast<uint32_t>(found.status));
    results.add(found.cost);
    results.add(found.accuracy);
}

template <class T>
using everything = trainer<net<T>, softmax_cross_entropy, adam, batch<16>, l2, l1, weight_decay,
                           dropout, clip_by_norm, max_norm, scheduled<inverse_time_decay>>;

template <class T>
everything<T> made_with_everything() {
    return everything<T>{adam::learning_rate(T(0.03125)), l2::lambda(T(0.125)),
                         l1::lambda(T(0.0625)),           weight_decay::decay(T(0.0078125)),
                         dropout::keep(T(0.875)),         dropout::seed(9),
                         clip_by_norm::limit(2),          max_norm::limit(3)};
}

/// Adds every epoch to the results; stops after `until`. `how` is fit() or resume_fit().
template <class T, class Trainer, uint32_t Capacity, class Fit>
void add_epochs(checksum& results, Trainer& t, made_up<T>& data,
                fit_memory<Trainer, Capacity>& memory, uint32_t until, Fit&& how) {
    fit_settings<T> settings;
    settings.epochs = 6;
    settings.seed = 1234567890123456789ULL;
    settings.validation = 20;
    settings.patience = 3;
    const auto result = how(t, data.w, data.features(), data.targets(), memory, settings,
                            [&](const epoch_report<T>& report) {
                                results.add(report.epoch);
                                results.add(report.cost);
                                results.add(report.validation_cost);
                                results.add(report.validation_accuracy);
                                return report.epoch < until;
                            });
    results.add(static_cast<uint32_t>(result.status));
    results.add(result.epochs);
    results.add(result.parameters_after);
    data.add_to(results);
}

const auto anew = [](auto&&... all) { return fit(all...); };
const auto further = [](auto&&... all) { return resume_fit(all...); };

template <class T>
void fit_with_everything(checksum& results) {
    made_up<T> data;
    auto t = made_with_everything<T>();
    const on_heap<fit_memory<everything<T>, samples>> memory;
    add_epochs(results, t, data, *memory, 6, anew);
}

template <class T>
void fit_resumed(checksum& results) {
    const on_heap<checkpoint<everything<T>>> saved;
    {
        made_up<T> data;
        auto t = made_with_everything<T>();
        const on_heap<fit_memory<everything<T>, samples>> memory;
        add_epochs(results, t, data, *memory, 2, anew);
        save(t, data.w, *memory, *saved);
        results.add(saved->crc);
    }
    made_up<T> data;
    auto t = made_with_everything<T>();
    const on_heap<fit_memory<everything<T>, samples>> memory;
    results.add(static_cast<uint32_t>(load(*saved, t, data.w, *memory)));
    add_epochs(results, t, data, *memory, 6, further);
}

}  // namespace

stage_list training_stages() {
    static constexpr stage all[] = {
        {"dropout.float", range::normal, unless_small<with_dropout<float>>},
        {"dropout.double", range::normal, unless_small<with_dropout<double>>},
        {"frozen_layers.float", range::normal, unless_small<with_frozen_layers<float>>},
        {"frozen_layers.double", range::normal, unless_small<with_frozen_layers<double>>},
        {"weights.float", range::normal, unless_small<with_weights<float>>},
        {"weights.double", range::normal, unless_small<with_weights<double>>},
        {"fit_with_everything.float", range::normal, unless_small<fit_with_everything<float>>},
        {"fit_with_everything.double", range::normal, unless_small<fit_with_everything<double>>},
        {"fit_resumed.float", range::normal, unless_small<fit_resumed<float>>},
        {"fit_resumed.double", range::normal, unless_small<fit_resumed<double>>},
    };
    return all;
}

}  // namespace testing
