#include "picomlp/scaling/scaled_regressor.hpp"

#include "picomlp/network/forward.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
struct sample_walk {
    sample_layer_table<T> table;
    scaling_table<T> scaling;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t outputs() const { return table.layers[table.count - 1].shape.outputs; }
    status predict(strided_samples<const T> x, strided_rows<T> z) const {
        scale_checked<T>(scaling, 1, {x.first, x.feature_stride}, {workspace.even, 1});
        return predict_sample<T>(table, w, workspace.even, workspace, z.first);
    }
};

/// Several samples at a time.
template <class T>
struct batch_walk {
    layer_table<T> table;
    scaling_table<T> scaling;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t outputs() const { return table.outputs(); }
    status predict(strided_samples<const T> x, strided_rows<T> z) const {
        const strided_rows<T> scaled{workspace.even, workspace.capacity};
        scale_checked<T>(scaling, x, {scaled.first, scaled.stride, 1, x.samples});
        return predict_samples<T>(table, w, x.samples, read_only(scaled), workspace, z);
    }
};

template <class T, class Walk>
status predict_parts(Walk walk, target_table<T> targets, strided_samples<const T> x,
                     strided_samples<T> y) {
    const status checked = check_scaled<T>(walk.scaling, x);
    if (checked != status::ok) return blame_scaling(checked, walk.scaling);
    const uint32_t capacity = walk.workspace.capacity;
    const strided_rows<T> z = last_layer_rows(walk.table.count, walk.workspace);
    for (uint32_t begin = 0; begin < x.samples; begin += capacity) {
        const uint32_t left = x.samples - begin;
        const uint32_t count = left < capacity ? left : capacity;
        status predicted = walk.predict(x.part(begin, count), z);
        if (predicted == status::ok) predicted = unscale_in_place(targets, count, z);
        if (predicted != status::ok) {
            if (begin > 0) fill_with_nan<T>(walk.outputs(), x.samples, y);
            return predicted;
        }
        copy_samples<T>(walk.outputs(), read_only(z), y.part(begin, count));
    }
    return status::ok;
}

}  // namespace

template <class T>
status predict_regressor_samples(layer_table<T> table, scaling_table<T> scaling,
                                 target_table<T> targets, const T* w, strided_samples<const T> x,
                                 predict_workspace<T> workspace, strided_samples<T> y) noexcept {
    return predict_parts<T>(batch_walk<T>{table, scaling, w, workspace}, targets, x, y);
}

template <class T>
status predict_regressor_one_by_one(sample_layer_table<T> table, scaling_table<T> scaling,
                                    target_table<T> targets, const T* w, strided_samples<const T> x,
                                    predict_workspace<T> workspace, strided_samples<T> y) noexcept {
    workspace.capacity = 1;
    return predict_parts<T>(sample_walk<T>{table, scaling, w, workspace}, targets, x, y);
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
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
