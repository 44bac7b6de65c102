// The forward pass to the last layer's logits, shared by predict and evaluate. Not installed.
#pragma once

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/network/predict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The last layer's results in the workspace, outputs x capacity. Layers write to its two halves in
/// turn.
template <class T>
strided_rows<T> last_layer_rows(uint32_t layer_count, predict_workspace<T> workspace) {
    return {layer_count % 2 == 1 ? workspace.odd : workspace.even, workspace.capacity};
}

/// Overwrites outputs that predict() has written before it failed.
template <class T>
void fill_with_nan(uint32_t outputs, uint32_t samples, strided_rows<T> y) noexcept;
template <class T>
void fill_with_nan(uint32_t outputs, uint32_t samples, strided_samples<T> y) noexcept;

/// z = the last layer's weighted sums, its activation not yet applied; count <= capacity.
template <class T>
void forward_to_logits(layer_table<T> table, const T* w, uint32_t count, strided_rows<const T> x,
                       predict_workspace<T> workspace, strided_rows<T> z) {
    for (uint32_t l = 0; l < table.count; ++l) {
        const layer<T>& current = table.layers[l];
        const bool last = l + 1 == table.count;
        const strided_rows<T> to = last ? z
                                   : l % 2 == 0
                                       ? strided_rows<T>{workspace.odd, workspace.capacity}
                                       : strided_rows<T>{workspace.even, workspace.capacity};
        kernels::dense_forward_batch(current.shape, w, count, x, to);
        if (!last) current.apply(current.shape.outputs, count, to);
        w += parameter_count_of(current.shape);
        x = read_only(to);
    }
}

/// The same for one sample: x and z are contiguous.
template <class T>
void forward_to_logits(sample_layer_table<T> table, const T* w, const T* x,
                       predict_workspace<T> workspace, T* z) {
    for (uint32_t l = 0; l < table.count; ++l) {
        const sample_layer<T>& current = table.layers[l];
        const bool last = l + 1 == table.count;
        T* const to = last ? z : l % 2 == 0 ? workspace.odd : workspace.even;
        current.forward(current.shape, w, x, to);
        if (!last && current.activate) current.activate(current.shape.outputs, to);
        w += parameter_count_of(current.shape);
        x = to;
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
