// SPDX-License-Identifier: MIT
// What a model in an image gives for one sample, for the sources that predict: each has the network
// in a form of its own, and a program links one of them. With scalings for a single sample, which
// are less code than those for any number, and have the same bits.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/image/image.hpp"
#include "picomlp/network/detail/forward.hpp"
#include "picomlp/network/predict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// y = the model's outputs for x, in the users' units. The image is open, so its numbers are finite
/// and its scalings never to blame. workspace.even has room for the features if they are scaled.
/// Unless ok, y is unchanged.
template <class T>
[[gnu::always_inline]] inline status predict_by_image(const basic_image<T>& model,
                                                      sample_layer_table<T> table,
                                                      const predict_workspace<T>& workspace,
                                                      const T* x, T* y) {
    const scaling_table<T> scaling = model.scaling();
    if (scaling.features > 0) {
        // The second layer is the first that writes there, after the first has read it.
        T* const scaled = workspace.even;
        for (uint32_t f = 0; f < scaling.features; ++f) {
            scaled[f] = (x[f] - scaling.offset[f]) * scaling.factor[f];
        }
        x = scaled;
    }
    const target_table<T> targets = model.targets();
    T* const z = targets.targets > 0 ? last_layer_rows(table.count, workspace).first : y;
    const status predicted = predict_sample<T>(table, model.parameters(), x, workspace, z);
    if (predicted != status::ok) return predicted;
    for (uint32_t t = 0; t < targets.targets; ++t) {
        z[t] = z[t] * targets.scale[t] + targets.offset[t];
        if (is_nan_or_inf(z[t])) return status::not_finite_output;
    }
    for (uint32_t t = 0; t < targets.targets; ++t) y[t] = z[t];
    return status::ok;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
