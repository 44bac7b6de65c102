// SPDX-License-Identifier: MIT
#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/network/detail/forward.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
void keep_preactivation(uint32_t count, T* z) noexcept {
    __builtin_memcpy(z + count, z, count * sizeof(T));
}

template void keep_preactivation(uint32_t, float*) noexcept;
template void keep_preactivation(uint32_t, double*) noexcept;

}  // namespace detail

template <class T>
status sample_cost_and_gradient(const sample_training_table<T>& table, const T* w, const T* x,
                                const T* y, T* activations, T* delta, T* cost,
                                T* gradient) noexcept {
    const sample_layer<T>* layer = table.network.layers + table.network.count;
    const sample_training_layer<T>* training = table.layers + table.network.count;
    const T* z = detail::forward_sample<T>(table.network.layers, layer, w, x, activations,
                                           activations, table.layers);
    if (!z) return status::not_finite_input;

    const status evaluated = table.loss(layer[-1].shape.outputs, z, y, delta, cost);
    if (evaluated != status::ok) return evaluated;
    // The bits of a batch's sum of costs, which starts from +0: -0 becomes +0.
    const T sum = *cost + T(0);
    *cost = sum;
    const status result = detail::is_nan_or_inf(sum) ? status::diverged : status::ok;

    T* next_delta = delta + table.widest;
    size_t place = table.parameter_count;
    for (;;) {
        --layer;
        --training;
        const dense_shape& shape = layer->shape;
        if (training->derivative) {
            training->derivative(shape.outputs, training->keep ? z + shape.outputs : z, delta,
                                 layer->parameter);
        }
        place -= parameter_count_of(shape);
        if (place == 0) {
            z = x;
        } else {
            z -= shape.inputs;
            if (training[-1].keep) z -= shape.inputs;
        }
        training->gradient(shape, z, delta, gradient + place);
        if (place == 0) return result;
        training->backward(shape, w + place, delta, next_delta);
        T* const free = delta;
        delta = next_delta;
        next_delta = free;
    }
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template status sample_cost_and_gradient(const sample_training_table<T>&, const T*, const T*, \
                                             const T*, T*, T*, T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
