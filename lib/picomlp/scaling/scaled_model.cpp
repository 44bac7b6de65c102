#include "picomlp/scaling/scaled_model.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status blame_scaling(status found, scaling_table<T> scaling) noexcept {
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
        const uint32_t left = samples - begin;
        const uint32_t count = left < workspace.capacity ? left : workspace.capacity;
        scale_checked<T>(scaling, count, {x.first + begin, x.stride}, scaled);
        const status predicted = predict_samples<T>(table, w, count, read_only(scaled), workspace,
                                                    {y.first + begin, y.stride}, what);
        if (predicted != status::ok) {
            if (begin > 0) fill_with_nan(table.outputs(), samples, y);
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
        const uint32_t left = x.samples - begin;
        const uint32_t count = left < workspace.capacity ? left : workspace.capacity;
        const strided_samples<T> scaled{workspace.even, workspace.capacity, 1, count};
        scale_checked<T>(scaling, x.part(begin, count), scaled);
        const status predicted =
            predict_samples<T>(table, w, scaled, workspace, y.part(begin, count), what);
        if (predicted != status::ok) {
            if (begin > 0) fill_with_nan<T>(table.outputs(), x.samples, y);
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
    const uint32_t outputs = table.layers[table.count - 1].shape.outputs;
    T* const z = last_layer_rows(table.count, workspace).first;
    for (uint32_t s = 0; s < x.samples; ++s) {
        const status predicted = predict_scaled_sample<T>(table, scaling, w, x.at(s), workspace, z);
        if (predicted != status::ok) {
            if (s > 0) fill_with_nan<T>(outputs, x.samples, y);
            return predicted;
        }
        copy_samples<T>(outputs, {z, 1}, y.part(s, 1));
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                                   \
    template status blame_scaling(status, scaling_table<T>) noexcept;                            \
    template status predict_scaled_samples(layer_table<T>, scaling_table<T>, const T*,           \
                                           strided_samples<const T>, predict_workspace<T>,       \
                                           strided_samples<T>, prediction_of) noexcept;          \
    template status predict_scaled_one_by_one(sample_layer_table<T>, scaling_table<T>, const T*, \
                                              strided_samples<const T>, predict_workspace<T>,    \
                                              strided_samples<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

template status predict_scaled_sample(sample_layer_table<float>, scaling_table<float>, const float*,
                                      const float*, predict_workspace<float>, float*) noexcept;
template status predict_scaled_sample(sample_layer_table<double>, scaling_table<double>,
                                      const double*, const double*, predict_workspace<double>,
                                      double*) noexcept;
template status predict_scaled_samples(layer_table<float>, scaling_table<float>, const float*,
                                       uint32_t, strided_rows<const float>,
                                       predict_workspace<float>, strided_rows<float>,
                                       prediction_of) noexcept;
template status predict_scaled_samples(layer_table<double>, scaling_table<double>, const double*,
                                       uint32_t, strided_rows<const double>,
                                       predict_workspace<double>, strided_rows<double>,
                                       prediction_of) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
