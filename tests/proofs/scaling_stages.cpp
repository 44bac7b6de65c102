// SPDX-License-Identifier: MIT
// Scaling and metrics: features scaled, folded away, and figures of what comes out.
#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

template <class T>
using net = basic_network<T, input<9>, dense<12, picomlp::hyperbolic_tangent>, dense<5, relu>,
                          dense<3, identity>>;

constexpr uint32_t samples = 700;

/// Features of very different sizes, far from zero some of them; rows of `samples`.
template <class T>
values<T> features_of_many_sizes() {
    values<T> all(net<T>::inputs * size_t{samples});
    T* next = all.begin();
    for (uint32_t f = 0; f < net<T>::inputs; ++f) {
        const int exponent = static_cast<int>(f) * 4 - 16;
        // The distance from zero is a power of two: adding it is one rounding, the same everywhere.
        const T middle =
            f % 3 == 0 ? from_bits<T>(sizeof(T) == 4 ? 0x44000000U : 0x4080000000000000U) : T(0);
        for (const T value : random_values<T>(samples, 50 + f, exponent)) {
            *next++ = middle + value;
        }
    }
    return all;
}

template <class T>
void add_scaling(checksum& results, status outcome, const input_scaling<net<T>>& scaling) {
    results.add(static_cast<uint32_t>(outcome));
    for (const T offset : scaling.offset) results.add(offset);
    for (const T factor : scaling.factor) results.add(factor);
}

/// Feeds the samples in pieces of 1, 2, 3, ...
template <class T, class Scaler>
input_scaling<net<T>> fitted(checksum& results, Scaler& scaler, const values<T>& x) {
    const sample_view<const T, net<T>::inputs> all(x.data(), samples);
    uint32_t begin = 0;
    for (uint32_t piece = 1; begin < samples; ++piece) {
        const uint32_t count = piece < samples - begin ? piece : samples - begin;
        results.add(static_cast<uint32_t>(scaler.add(all.slice(begin, count))));
        begin += count;
    }
    auto scaling = input_scaling<net<T>>::identity();
    const status outcome = scaler.result(scaling);
    add_scaling(results, outcome, scaling);
    return scaling;
}

template <class T>
scaled_model<net<T>> made_up_model(const input_scaling<net<T>>& scaling) {
    scaled_model<net<T>> model;
    model.scaling = scaling;
    const auto values = random_values<T>(net<T>::parameter_count, 44, -1);
    for (size_t p = 0; p < values.size(); ++p) model.parameters.values[p] = values[p];
    return model;
}

template <class T>
void scalers(checksum& results) {
    auto x = features_of_many_sizes<T>();
    standard_scaler<T, net<T>::inputs> standard;
    const auto scaling = fitted(results, standard, x);
    min_max_scaler<T, net<T>::inputs> between_0_and_1;
    fitted(results, between_0_and_1, x);
    min_max_scaler<T, net<T>::inputs> between_bounds(T(-0.75), T(1.5));
    fitted(results, between_bounds, x);
    const sample_view<T, net<T>::inputs> all(x.data(), samples);
    results.add(static_cast<uint32_t>(scale_samples(scaling, all, all)));
    results.add(x);
}

template <class T>
void scaled_predictions(checksum& results) {
    const auto x = features_of_many_sizes<T>();
    const sample_view<const T, net<T>::inputs> all(x.data(), samples);
    standard_scaler<T, net<T>::inputs> scaler;
    const auto model = made_up_model<T>(fitted(results, scaler, x));
    const on_heap<scaled_scratch<net<T>, 19>> scratch;
    values<T> y(net<T>::outputs * size_t{samples});
    const sample_view<T, net<T>::outputs> to(y.data(), samples);
    results.add(static_cast<uint32_t>(predict(model, *scratch, all, to)));
    results.add(y);
    T sample[net<T>::inputs];
    T outputs[net<T>::outputs];
    for (uint32_t f = 0; f < net<T>::inputs; ++f) sample[f] = all(f, 3);
    results.add(static_cast<uint32_t>(predict(model, *scratch, sample, outputs)));
    for (const T output : outputs) results.add(output);

    parameters_of<net<T>> folded;
    results.add(static_cast<uint32_t>(fold(model.scaling, model.parameters, folded)));
    for (const T value : folded.values) results.add(value);
    const on_heap<batch_scratch<net<T>, 19>> plain_scratch;
    results.add(static_cast<uint32_t>(predict(folded, *plain_scratch, all, to)));
    results.add(y);
}

template <class T>
void add_figures(checksum& results, const regression_figures<T>& figures) {
    results.add(figures.mean_absolute_error);
    results.add(figures.root_mean_squared_error);
    results.add(figures.r2);
}

template <class T>
void regression(checksum& results) {
    const auto x = random_values<T>(net<T>::inputs * size_t{samples}, 45);
    const auto y = random_values<T>(net<T>::outputs * size_t{samples}, 46, 3);
    const auto model = made_up_model<T>(input_scaling<net<T>>::identity());
    const on_heap<regression_scratch<net<T>, 23>> scratch;
    const auto found = evaluate_regression(
        model.parameters, *scratch, sample_view<const T, net<T>::inputs>(x.data(), samples),
        sample_view<const T, net<T>::outputs>(y.data(), samples));
    results.add(static_cast<uint32_t>(found.status));
    results.add(found.samples);
    add_figures(results, found.pooled);
    for (const auto& figures : found.of_output) add_figures(results, figures);
}

template <class T>
void scaled_regressors(checksum& results) {
    constexpr uint32_t outputs = net<T>::outputs;
    auto y = random_values<T>(outputs * size_t{samples}, 48, 9);
    for (uint32_t s = 0; s < samples; ++s)
        y[s] += from_bits<T>(sizeof(T) == 4 ? 0x47000000U : 0x40e0000000000000U);
    const sample_view<T, outputs> targets(y.data(), samples);
    standard_scaler<T, outputs> standard;
    min_max_scaler<T, outputs> between_bounds(T(-0.75), T(1.5));
    scaled_regressor<net<T>> model;
    results.add(static_cast<uint32_t>(standard.add(targets)));
    results.add(static_cast<uint32_t>(between_bounds.add(targets)));
    results.add(static_cast<uint32_t>(between_bounds.result(model.targets)));
    for (const T offset : model.targets.offset) results.add(offset);
    for (const T scale : model.targets.scale) results.add(scale);
    results.add(static_cast<uint32_t>(standard.result(model.targets)));
    for (const T offset : model.targets.offset) results.add(offset);
    for (const T scale : model.targets.scale) results.add(scale);

    const auto x = features_of_many_sizes<T>();
    const sample_view<const T, net<T>::inputs> all(x.data(), samples);
    standard_scaler<T, net<T>::inputs> scaler;
    const auto of_inputs = made_up_model<T>(fitted(results, scaler, x));
    model.scaling = of_inputs.scaling;
    model.parameters = of_inputs.parameters;
    const on_heap<scaled_regression_scratch<net<T>, 19>> scratch;
    const auto found = evaluate_regression(model, *scratch, all, targets);
    results.add(static_cast<uint32_t>(found.status));
    add_figures(results, found.pooled);
    values<T> predicted(outputs * size_t{samples});
    const sample_view<T, outputs> to(predicted.data(), samples);
    results.add(static_cast<uint32_t>(predict(model, scratch->hidden, all, to)));
    results.add(predicted);
    results.add(static_cast<uint32_t>(scale_targets(model.targets, targets, targets)));
    results.add(y);

    parameters_of<net<T>> folded;
    results.add(static_cast<uint32_t>(fold(model.scaling, model.parameters, folded)));
    results.add(static_cast<uint32_t>(fold(model.targets, folded, folded)));
    for (const T value : folded.values) results.add(value);
    stored_scaled_regressor<net<T>> file;
    results.add(static_cast<uint32_t>(save(model, file)));
    results.add(file.crc);
}

template <class T>
void add_class(checksum& results, const class_metrics<T>& figures) {
    results.add(figures.precision);
    results.add(figures.recall);
    results.add(figures.f1);
}

/// Confusion counts of all sizes, up to where their products take 64 bits.
template <class T, uint32_t Outputs>
void classification(checksum& results) {
    using classifier = basic_network<T, input<1>, dense<Outputs, identity>>;
    integers source(47);
    for (uint32_t round = 0; round < 200; ++round) {
        confusion_counts<classifier> confusion;
        for (auto& row : confusion.count) {
            for (uint32_t& count : row) {
                const uint32_t size = source.next() % 27;
                count = source.next() >> (5 + size);
            }
        }
        const auto found = metrics_of(confusion);
        results.add(static_cast<uint32_t>(found.status));
        results.add(found.samples);
        results.add(found.accuracy);
        results.add(found.matthews_correlation);
        add_class(results, found.macro_average);
        for (const auto& figures : found.of_class) add_class(results, figures);
    }
}

template <class T>
void classifications(checksum& results) {
    classification<T, 1>(results);
    classification<T, 5>(results);
}

}  // namespace

stage_list scaling_stages() {
    static constexpr stage all[] = {
        {"scalers.float", range::normal, unless_small<scalers<float>>},
        {"scalers.double", range::normal, unless_small<scalers<double>>},
        {"scaled_predictions.float", range::normal, unless_small<scaled_predictions<float>>},
        {"scaled_predictions.double", range::normal, unless_small<scaled_predictions<double>>},
        {"scaled_regressors.float", range::normal, unless_small<scaled_regressors<float>>},
        {"scaled_regressors.double", range::normal, unless_small<scaled_regressors<double>>},
        {"regression_metrics.float", range::normal, unless_small<regression<float>>},
        {"regression_metrics.double", range::normal, unless_small<regression<double>>},
        {"classification_metrics.float", range::normal, classifications<float>},
        {"classification_metrics.double", range::normal, classifications<double>},
    };
    return all;
}

}  // namespace testing
