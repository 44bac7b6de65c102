// SPDX-License-Identifier: MIT
#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
bool sample_step(const sample_step_table<T>& table, T learning_rate, const T* x, const T* y,
                 T* values, T* deltas, T* w, T* cost) noexcept {
    sample_step_facts<T> facts;
    const T* const prediction =
        kernels::sample_step_forward(table.count, table.layers, w, x, values, &facts);
    if (!prediction) return false;
    const uint32_t outputs = table.layers[table.count - 1].shape.outputs;
    T of_sample;
    const status evaluated =
        table.loss(outputs, prediction, y, deltas + (table.outputs - outputs), &of_sample);
    if (evaluated != status::ok || detail::is_nan_or_inf(of_sample) ||
        !kernels::sample_step_update(table.count, table.layers, learning_rate, &facts, values,
                                     deltas, w)) {
        return false;
    }
    // The bits of a batch's sum of costs, which starts from +0: -0 becomes +0.
    *cost = of_sample + T(0);
    return true;
}

template <class T>
void sample_step_gradient(const sample_step_table<T>& table, const T* values, const T* deltas,
                          T* gradient) noexcept {
    for (uint32_t l = 0; l < table.count; ++l) {
        const sample_step_layer<T>& layer = table.layers[l];
        kernels::dense_gradient_sample(layer.shape, values + layer.input, deltas + layer.delta,
                                       gradient + layer.parameters);
    }
}

#define PICOMLP_INSTANTIATE(T)                                                                \
    template bool sample_step(const sample_step_table<T>&, T, const T*, const T*, T*, T*, T*, \
                              T*) noexcept;                                                   \
    template void sample_step_gradient(const sample_step_table<T>&, const T*, const T*,       \
                                       T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
