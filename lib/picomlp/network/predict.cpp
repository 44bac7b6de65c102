// SPDX-License-Identifier: MIT
#include "picomlp/network/predict.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/narrow_layers.hpp"
#include "picomlp/network/detail/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
T* detail::forward_sample_called(const sample_layer<T>* layers, const sample_layer<T>* end,
                                 const T* w, const T* x, T* z, T* other,
                                 const sample_training_layer<T>* training) noexcept {
    return forward_sample_inlined<T>(layers, end, w, x, z, other, training);
}

template <class T>
status predict_sample(const sample_layer<T>* layers, const sample_layer<T>* end, const T* w,
                      const T* x, T* odd, T* even, T* y) noexcept {
    const T* z = nullptr;
    if constexpr (narrow_width == 0) {
        z = detail::forward_sample_called<T>(layers, end, w, x, odd, even, nullptr);
        if (!z) return status::not_finite_input;
    } else {
        if (!detail::features_are_finite(x, layers->shape.inputs)) return status::not_finite_input;
        z = detail::forward_in_turn(layers, end, w, x, odd, even);
    }
    const uint32_t outputs = end[-1].shape.outputs;
    if (narrow_width > 0 && outputs == 1) {
        const T a = *z;
        if (detail::is_nan_or_inf(a)) return status::not_finite_output;
        *y = a;
        return status::ok;
    }
    if (!detail::few_are_finite(z, outputs)) return status::not_finite_output;
    const T* const z_end = z + outputs;
    do {
        *y++ = *z++;
    } while (z != z_end);
    return status::ok;
}

#if defined(PICOMLP_X86_VECTORS)
template <class T>
status predict_narrow_sample(const narrow_layer_table<T>& table, const T* w, const T* x, T* z,
                             T* y) noexcept {
    if (!detail::few_are_finite(x, table.inputs)) return status::not_finite_input;
    T first = kernels::forward_narrow_layers(table.layers, table.count, w, x, z);
    const uint32_t outputs = table.outputs;
    if (outputs == 1) {
        if (table.activate_number) first = table.activate_number(first, table.parameter);
        if (detail::is_nan_or_inf(first)) return status::not_finite_output;
        *y = first;
        return status::ok;
    }
    if (table.activate) table.activate(outputs, z, table.parameter);
    if (!detail::few_are_finite(z, outputs)) return status::not_finite_output;
    for (uint32_t o = 0; o < outputs; ++o) y[o] = z[o];
    return status::ok;
}

template <class T>
status predict_few_narrow(const narrow_layer_table<T>& table, const T* w,
                          strided_samples<const T> x, strided_samples<T> y) noexcept {
    T z[singly_taken][kernels::narrow_layer_size];
    for (uint32_t s = 0; s < x.samples; ++s) {
        T own[kernels::narrow_layer_size] = {};  // clang's analyser sees the rest read, too
        const T* const from = x.at(s);
        for (uint32_t i = 0; i < table.inputs; ++i) own[i] = from[i * x.feature_stride];
        const status predicted = predict_narrow_sample<T>(table, w, own, z[s], z[s]);
        // A sample behind this one may have a feature that is refused, which comes first.
        if (predicted == status::not_finite_output && !all_finite<T>(table.inputs, x)) {
            return status::not_finite_input;
        }
        if (predicted != status::ok) return predicted;
    }
    for (uint32_t s = 0; s < x.samples; ++s) {
        T* const to = y.at(s);
        for (uint32_t o = 0; o < table.outputs; ++o) to[o * y.feature_stride] = z[s][o];
    }
    return status::ok;
}

template status predict_few_narrow(const narrow_layer_table<float>&, const float*,
                                   strided_samples<const float>, strided_samples<float>) noexcept;
template status predict_few_narrow(const narrow_layer_table<double>&, const double*,
                                   strided_samples<const double>, strided_samples<double>) noexcept;
template status predict_narrow_sample(const narrow_layer_table<float>&, const float*, const float*,
                                      float*, float*) noexcept;
template status predict_narrow_sample(const narrow_layer_table<double>&, const double*,
                                      const double*, double*, double*) noexcept;
#endif

namespace {

/// x and y are rows or strided_samples.
template <class T, class From, class To>
status predict_in_batches(layer_table<T> table, const T* w, uint32_t samples, From x,
                          predict_workspace<T> workspace, To y, prediction_of what) {
    if (samples == 0) return status::no_samples;
    if (!detail::are_finite<T>(table.inputs(), samples, x)) return status::not_finite_input;
    const uint32_t outputs = table.outputs();
    const strided_rows<T> z = detail::last_layer_rows(table.count, workspace);
    // The second layer is the first that writes there, after the first has read it.
    const strided_rows<T> buffer{workspace.even, workspace.capacity};
    for (uint32_t begin = 0; begin < samples; begin += workspace.capacity) {
        const uint32_t count = detail::batch_at(begin, samples, workspace.capacity);
        const strided_rows<const T> batch =
            detail::batch_in_rows<T>(table.inputs(), x, begin, count, buffer);
        detail::forward_layers<T>(table, w, count, batch, workspace, what, z);
        if (!all_finite(outputs, count, read_only(z))) {
            if (begin > 0) detail::fill_with_nan<T>(outputs, samples, y);
            return status::not_finite_output;
        }
        detail::store_batch<T>(outputs, z, begin, count, y);
    }
    return status::ok;
}

}  // namespace

template <class T>
status predict_samples(layer_table<T> table, const T* w, uint32_t samples, strided_rows<const T> x,
                       predict_workspace<T> workspace, strided_rows<T> y,
                       prediction_of what) noexcept {
    return predict_in_batches<T>(table, w, samples, x, workspace, y, what);
}

template <class T>
status predict_samples(layer_table<T> table, const T* w, strided_samples<const T> x,
                       predict_workspace<T> workspace, strided_samples<T> y,
                       prediction_of what) noexcept {
    return predict_in_batches<T>(table, w, x.samples, x, workspace, y, what);
}

template <class T>
status predict_one_by_one(sample_layer_table<T> table, const T* w, strided_samples<const T> x,
                          predict_workspace<T> workspace, strided_samples<T> y) noexcept {
    if (x.samples == 0) return status::no_samples;
    const uint32_t outputs = table.outputs();
    if (!all_finite<T>(table.inputs(), x)) return status::not_finite_input;
    T* const z = detail::last_layer_rows(table.count, workspace).first;
    for (uint32_t s = 0; s < x.samples; ++s) {
        const status predicted = predict_sample<T>(table, w, x.at(s), workspace, z);
        if (predicted != status::ok) {
            if (s > 0) detail::fill_with_nan<T>(outputs, y.samples, y);
            return predicted;
        }
        copy_samples<T>(outputs, {z, 1}, y.part(s, 1));
    }
    return status::ok;
}

template <class T>
status predict_column(sample_layer_table<T> table, const T* w, strided_rows<const T> x,
                      predict_workspace<T> workspace, strided_rows<T> y) noexcept {
    const uint32_t inputs = table.inputs();
    const uint32_t outputs = table.outputs();
    for (uint32_t i = 0; i < inputs; ++i) workspace.even[i] = *x[i];
    T* const z = detail::last_layer_rows(table.count, workspace).first;
    const status predicted = predict_sample<T>(table, w, workspace.even, workspace, z);
    if (predicted != status::ok) return predicted;
    for (uint32_t o = 0; o < outputs; ++o) *y[o] = z[o];
    return status::ok;
}

namespace {

/// predict_columns() for at most `capacity` samples.
template <class T>
status predict_some_columns(sample_layer_table<T> table, const T* w, uint32_t samples,
                            strided_rows<const T> x, const predict_workspace<T>& workspace,
                            size_t odd_step, size_t even_step, strided_rows<T> y) {
    const uint32_t inputs = table.inputs();
    const uint32_t outputs = table.outputs();
    predict_workspace<T> own = workspace;
    for (uint32_t s = 0; s < samples; ++s) {
        for (uint32_t i = 0; i < inputs; ++i) own.even[i] = x[i][s];
        T* const z = detail::last_layer_rows(table.count, own).first;
        const status predicted = predict_sample<T>(table, w, own.even, own, z);
        // A sample behind this one may have a feature that is refused, which comes first.
        if (predicted == status::not_finite_output && s + 1 < samples &&
            !all_finite(inputs, samples, x)) {
            return status::not_finite_input;
        }
        if (predicted != status::ok) return predicted;
        own.odd += odd_step;
        own.even += even_step;
    }
    T* z = detail::last_layer_rows(table.count, workspace).first;
    const size_t step = table.count % 2 == 1 ? odd_step : even_step;
    for (uint32_t s = 0; s < samples; ++s) {
        for (uint32_t o = 0; o < outputs; ++o) y[o][s] = z[o];
        z += step;
    }
    return status::ok;
}

}  // namespace

template <class T>
status predict_columns(sample_layer_table<T> table, const T* w, uint32_t samples,
                       strided_rows<const T> x, predict_workspace<T> workspace, size_t odd_step,
                       size_t even_step, strided_rows<T> y) noexcept {
    if (samples == 0) return status::no_samples;
    // Before anything is stored, no feature may be left that would be refused.
    if (samples > workspace.capacity && !all_finite(table.inputs(), samples, x)) {
        return status::not_finite_input;
    }
    for (uint32_t begin = 0; begin < samples; begin += workspace.capacity) {
        const status predicted =
            predict_some_columns<T>(table, w, detail::batch_at(begin, samples, workspace.capacity),
                                    {x.first + begin, x.stride}, workspace, odd_step, even_step,
                                    {y.first + begin, y.stride});
        if (predicted != status::ok) {
            if (begin > 0) detail::fill_with_nan<T>(table.outputs(), samples, y);
            return predicted;
        }
    }
    return status::ok;
}

template <class T>
void detail::fill_with_nan(uint32_t outputs, uint32_t samples, strided_rows<T> y) noexcept {
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) y[o][s] = static_cast<T>(__builtin_nanf(""));
    }
}
template <class T>
void detail::fill_with_nan(uint32_t outputs, uint32_t samples, strided_samples<T> y) noexcept {
    for (uint32_t s = 0; s < samples; ++s) {
        detail::fill_with_nan<T>(outputs, 1, strided_rows<T>{y.at(s), y.feature_stride});
    }
}

template <class T>
uint32_t label_of(uint32_t outputs, const T* first,
                  size_t stride) noexcept(detail::needs_real<T>()) {
    if (outputs == 1) return first[0] > T(0.5) ? 1 : 0;
    uint32_t best = 0;
    for (uint32_t o = 1; o < outputs; ++o) {
        if (first[o * stride] > first[best * stride]) best = o;
    }
    return best;
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template T* detail::forward_sample_called(const sample_layer<T>*, const sample_layer<T>*,     \
                                              const T*, const T*, T*, T*,                         \
                                              const sample_training_layer<T>*) noexcept;          \
    template status predict_sample(const sample_layer<T>*, const sample_layer<T>*, const T*,      \
                                   const T*, T*, T*, T*) noexcept;                                \
    template status predict_samples(layer_table<T>, const T*, uint32_t, strided_rows<const T>,    \
                                    predict_workspace<T>, strided_rows<T>,                        \
                                    prediction_of) noexcept;                                      \
    template status predict_samples(layer_table<T>, const T*, strided_samples<const T>,           \
                                    predict_workspace<T>, strided_samples<T>,                     \
                                    prediction_of) noexcept;                                      \
    template status predict_one_by_one(sample_layer_table<T>, const T*, strided_samples<const T>, \
                                       predict_workspace<T>, strided_samples<T>) noexcept;        \
    template status predict_column(sample_layer_table<T>, const T*, strided_rows<const T>,        \
                                   predict_workspace<T>, strided_rows<T>) noexcept;               \
    template status predict_columns(sample_layer_table<T>, const T*, uint32_t,                    \
                                    strided_rows<const T>, predict_workspace<T>, size_t, size_t,  \
                                    strided_rows<T>) noexcept;                                    \
    template void detail::fill_with_nan(uint32_t, uint32_t, strided_rows<T>) noexcept;            \
    template void detail::fill_with_nan(uint32_t, uint32_t, strided_samples<T>) noexcept;         \
    template uint32_t label_of(uint32_t, const T*, size_t) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
