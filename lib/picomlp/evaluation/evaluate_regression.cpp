// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/evaluate_regression.hpp"

#include "picomlp/network/detail/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Several samples at a time.
template <class T>
struct batch_predictor {
    layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    status predict(strided_rows<const T> x, uint32_t begin, uint32_t count,
                   strided_rows<T> y) const {
        return predict_samples<T>(table, w, count, {x.first + begin, x.stride}, workspace, y);
    }
    status predict(strided_samples<const T> x, uint32_t begin, uint32_t count,
                   strided_rows<T> y) const {
        const strided_samples<T> to{y.first, y.stride, 1, count};
        return predict_samples<T>(table, w, x.part(begin, count), workspace, to);
    }
};

/// One at a time.
template <class T>
struct sample_predictor {
    sample_layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    status predict(strided_samples<const T> x, uint32_t begin, uint32_t /*one*/,
                   strided_rows<T> y) const {
        return predict_sample<T>(table, w, x.at(begin), workspace, y.first);
    }
};

/// The same for a model with scalings.
template <class T>
struct scaled_predictor {
    layer_table<T> table;
    scaling_table<T> scaling;
    target_table<T> targets;
    const T* w;
    predict_workspace<T> workspace;

    status predict(strided_samples<const T> x, uint32_t begin, uint32_t count,
                   strided_rows<T> y) const {
        return predict_regressor_samples<T>(table, scaling, targets, w, x.part(begin, count),
                                            workspace, {y.first, y.stride, 1, count});
    }
};

/// x and y are both rows or both strided_samples.
template <class T, class Predictor, class Samples>
regression_summary<T> evaluate_in_batches(Predictor predictor, uint32_t samples, Samples x,
                                          Samples y, regression_workspace<T> workspace,
                                          regression_figures<T>* each) {
    const uint32_t outputs = predictor.table.outputs();
    const auto refused = [](status why) {
        return regression_summary<T>{{T(0), T(0), T(0)}, 0, why};
    };
    if (samples == 0) return refused(status::no_samples);
    if (!detail::are_finite<T>(predictor.table.inputs(), samples, x) ||
        !detail::are_finite<T>(outputs, samples, y)) {
        return refused(status::not_finite_input);
    }
    const uint32_t capacity = workspace.hidden.capacity;
    const strided_rows<T> predicted{workspace.outputs, capacity};
    // Free once the predictions have been copied from there.
    const strided_rows<T> buffer = detail::last_layer_rows(predictor.table.count, workspace.hidden);
    uint32_t done = 0;
    for (uint32_t o = 0; o < outputs; ++o) workspace.errors[o] = {};
    while (done < samples) {
        const uint32_t count = detail::batch_at(done, samples, capacity);
        const status outcome = predictor.predict(x, done, count, predicted);
        if (outcome != status::ok) return refused(outcome);
        const strided_rows<const T> targets =
            detail::batch_in_rows<T>(outputs, y, done, count, buffer);
        // Advances `done`.
        const status added = add_to_errors<T>(outputs, count, read_only(predicted), targets, &done,
                                              workspace.errors);
        if (added != status::ok) return refused(added);
    }
    return summarize_errors<T>(outputs, samples, workspace.errors, each);
}

}  // namespace

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  uint32_t samples, strided_rows<const T> x,
                                                  strided_rows<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    return evaluate_in_batches<T>(batch_predictor<T>{table, w, workspace.hidden}, samples, x, y,
                                  workspace, each);
}

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  strided_samples<const T> x,
                                                  strided_samples<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    return evaluate_in_batches<T>(batch_predictor<T>{table, w, workspace.hidden}, x.samples, x, y,
                                  workspace, each);
}

template <class T>
regression_summary<T> evaluate_regression_one_by_one(sample_layer_table<T> table, const T* w,
                                                     strided_samples<const T> x,
                                                     strided_samples<const T> y,
                                                     regression_workspace<T> workspace,
                                                     regression_figures<T>* each) noexcept {
    return evaluate_in_batches<T>(sample_predictor<T>{table, w, workspace.hidden}, x.samples, x, y,
                                  workspace, each);
}

template <class T>
regression_summary<T> evaluate_scaled_regression_samples(
    layer_table<T> table, scaling_table<T> scaling, target_table<T> targets, const T* w,
    strided_samples<const T> x, strided_samples<const T> y, regression_workspace<T> workspace,
    regression_figures<T>* each) noexcept {
    return evaluate_in_batches<T>(scaled_predictor<T>{table, scaling, targets, w, workspace.hidden},
                                  x.samples, x, y, workspace, each);
}

#define PICOMLP_INSTANTIATE(T)                                                                 \
    template regression_summary<T> evaluate_regression_samples(                                \
        layer_table<T>, const T*, uint32_t, strided_rows<const T>, strided_rows<const T>,      \
        regression_workspace<T>, regression_figures<T>*) noexcept;                             \
    template regression_summary<T> evaluate_regression_samples(                                \
        layer_table<T>, const T*, strided_samples<const T>, strided_samples<const T>,          \
        regression_workspace<T>, regression_figures<T>*) noexcept;                             \
    template regression_summary<T> evaluate_regression_one_by_one(                             \
        sample_layer_table<T>, const T*, strided_samples<const T>, strided_samples<const T>,   \
        regression_workspace<T>, regression_figures<T>*) noexcept;                             \
    template regression_summary<T> evaluate_scaled_regression_samples(                         \
        layer_table<T>, scaling_table<T>, target_table<T>, const T*, strided_samples<const T>, \
        strided_samples<const T>, regression_workspace<T>, regression_figures<T>*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
