// SPDX-License-Identifier: MIT
#include "picomlp/scaling/scaled_model.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/detail/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// Out of line: one copy is less code.
template <class T>
[[gnu::noinline]] status blame_scaling(status found, scaling_table<T> scaling) noexcept {
    const bool good =
        found != status::not_finite_input || (all_finite(scaling.offset, scaling.features) &&
                                              all_finite(scaling.factor, scaling.features));
    return good ? found : status::not_finite_output;
}

// The scaled features lie in workspace.even: the first layer reads them and writes to odd, and only
// the second one, which reads from there, writes to even.

template <class T>
status predict_scaled_sample(sample_layer_table<T> table, scaling_table<T> scaling, const T* w,
                             const T* x, predict_workspace<T> workspace, T* y) noexcept {
    scale_checked<T>(scaling, 1, {x, 1}, {workspace.even, 1});
    return blame_scaling(predict_sample<T>(table, w, workspace.even, workspace, y), scaling);
}

template <class T>
status predict_scaled_samples(layer_table<T> table, scaling_table<T> scaling, const T* w,
                              uint32_t samples, strided_rows<const T> x,
                              predict_workspace<T> workspace, strided_rows<T> y,
                              prediction_of what) noexcept {
    const status checked = check_scaled(scaling, samples, x);
    if (checked != status::ok) return blame_scaling(checked, scaling);
    const strided_rows<T> scaled{workspace.even, workspace.capacity};
    for (uint32_t begin = 0; begin < samples; begin += workspace.capacity) {
        const uint32_t count = detail::batch_at(begin, samples, workspace.capacity);
        scale_checked<T>(scaling, count, {x.first + begin, x.stride}, scaled);
        const status predicted = predict_samples<T>(table, w, count, read_only(scaled), workspace,
                                                    {y.first + begin, y.stride}, what);
        if (predicted != status::ok) {
            if (begin > 0) detail::fill_with_nan(table.outputs(), samples, y);
            return predicted;
        }
    }
    return status::ok;
}

template <class T>
status predict_scaled_samples(layer_table<T> table, scaling_table<T> scaling, const T* w,
                              strided_samples<const T> x, predict_workspace<T> workspace,
                              strided_samples<T> y, prediction_of what) noexcept {
    const status checked = check_scaled<T>(scaling, x);
    if (checked != status::ok) return blame_scaling(checked, scaling);
    for (uint32_t begin = 0; begin < x.samples; begin += workspace.capacity) {
        const uint32_t count = detail::batch_at(begin, x.samples, workspace.capacity);
        const strided_samples<T> scaled{workspace.even, workspace.capacity, 1, count};
        scale_checked<T>(scaling, x.part(begin, count), scaled);
        const status predicted =
            predict_samples<T>(table, w, scaled, workspace, y.part(begin, count), what);
        if (predicted != status::ok) {
            if (begin > 0) detail::fill_with_nan<T>(table.outputs(), x.samples, y);
            return predicted;
        }
    }
    return status::ok;
}

template <class T>
status predict_scaled_one_by_one(sample_layer_table<T> table, scaling_table<T> scaling, const T* w,
                                 strided_samples<const T> x, predict_workspace<T> workspace,
                                 strided_samples<T> y) noexcept {
    const status checked = check_scaled<T>(scaling, x);
    if (checked != status::ok) return blame_scaling(checked, scaling);
    const uint32_t outputs = table.outputs();
    T* const z = detail::last_layer_rows(table.count, workspace).first;
    for (uint32_t s = 0; s < x.samples; ++s) {
        const status predicted = predict_scaled_sample<T>(table, scaling, w, x.at(s), workspace, z);
        if (predicted != status::ok) {
            if (s > 0) detail::fill_with_nan<T>(outputs, x.samples, y);
            return predicted;
        }
        copy_samples<T>(outputs, {z, 1}, y.part(s, 1));
    }
    return status::ok;
}

namespace {

/// Converts the `samples` outputs in z to the targets' unit: either all of them or none.
template <class T>
status unscale_in_place(target_table<T> targets, uint32_t samples, strided_rows<T> z) {
    const strided_samples<T> outputs{z.first, z.stride, 1, samples};
    const status checked = check_unscaled_targets<T>(targets, outputs);
    if (checked == status::ok) unscale_checked_targets<T>(targets, outputs, outputs);
    return checked;
}

/// One at a time.
template <class T>
struct sample_predictor {
    sample_layer_table<T> table;
    scaling_table<T> scaling;
    const T* w;
    predict_workspace<T> workspace;

    status predict(strided_samples<const T> x, strided_rows<T> z) const {
        scale_checked<T>(scaling, 1, {x.first, x.feature_stride}, {workspace.even, 1});
        return predict_sample<T>(table, w, workspace.even, workspace, z.first);
    }
};

/// Several samples at a time.
template <class T>
struct batch_predictor {
    layer_table<T> table;
    scaling_table<T> scaling;
    const T* w;
    predict_workspace<T> workspace;

    status predict(strided_samples<const T> x, strided_rows<T> z) const {
        const strided_rows<T> scaled{workspace.even, workspace.capacity};
        scale_checked<T>(scaling, x, {scaled.first, scaled.stride, 1, x.samples});
        return predict_samples<T>(table, w, x.samples, read_only(scaled), workspace, z);
    }
};

template <class T, class Predictor>
status predict_in_batches(Predictor predictor, target_table<T> targets, strided_samples<const T> x,
                          strided_samples<T> y) {
    const status checked = check_scaled<T>(predictor.scaling, x);
    if (checked != status::ok) return blame_scaling(checked, predictor.scaling);
    const uint32_t capacity = predictor.workspace.capacity;
    const strided_rows<T> z = detail::last_layer_rows(predictor.table.count, predictor.workspace);
    for (uint32_t begin = 0; begin < x.samples; begin += capacity) {
        const uint32_t count = detail::batch_at(begin, x.samples, capacity);
        status predicted = predictor.predict(x.part(begin, count), z);
        if (predicted == status::ok) predicted = unscale_in_place(targets, count, z);
        if (predicted != status::ok) {
            if (begin > 0) detail::fill_with_nan<T>(predictor.table.outputs(), x.samples, y);
            return predicted;
        }
        copy_samples<T>(predictor.table.outputs(), read_only(z), y.part(begin, count));
    }
    return status::ok;
}

}  // namespace

template <class T>
status predict_regressor_samples(layer_table<T> table, scaling_table<T> scaling,
                                 target_table<T> targets, const T* w, strided_samples<const T> x,
                                 predict_workspace<T> workspace, strided_samples<T> y) noexcept {
    return predict_in_batches<T>(batch_predictor<T>{table, scaling, w, workspace}, targets, x, y);
}

template <class T>
status predict_regressor_one_by_one(sample_layer_table<T> table, scaling_table<T> scaling,
                                    target_table<T> targets, const T* w, strided_samples<const T> x,
                                    predict_workspace<T> workspace, strided_samples<T> y) noexcept {
    workspace.capacity = 1;
    return predict_in_batches<T>(sample_predictor<T>{table, scaling, w, workspace}, targets, x, y);
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template status blame_scaling(status, scaling_table<T>) noexcept;                             \
    template status predict_scaled_sample(sample_layer_table<T>, scaling_table<T>, const T*,      \
                                          const T*, predict_workspace<T>, T*) noexcept;           \
    template status predict_scaled_samples(layer_table<T>, scaling_table<T>, const T*, uint32_t,  \
                                           strided_rows<const T>, predict_workspace<T>,           \
                                           strided_rows<T>, prediction_of) noexcept;              \
    template status predict_scaled_samples(layer_table<T>, scaling_table<T>, const T*,            \
                                           strided_samples<const T>, predict_workspace<T>,        \
                                           strided_samples<T>, prediction_of) noexcept;           \
    template status predict_scaled_one_by_one(sample_layer_table<T>, scaling_table<T>, const T*,  \
                                              strided_samples<const T>, predict_workspace<T>,     \
                                              strided_samples<T>) noexcept;                       \
    template status predict_regressor_samples(layer_table<T>, scaling_table<T>, target_table<T>,  \
                                              const T*, strided_samples<const T>,                 \
                                              predict_workspace<T>, strided_samples<T>) noexcept; \
    template status predict_regressor_one_by_one(                                                 \
        sample_layer_table<T>, scaling_table<T>, target_table<T>, const T*,                       \
        strided_samples<const T>, predict_workspace<T>, strided_samples<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
