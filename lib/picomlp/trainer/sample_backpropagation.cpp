// SPDX-License-Identifier: MIT
#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/finite.hpp"
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

namespace {

/// Count of the numbers that a layer stores for the backward pass.
template <class T>
size_t stored_by(const sample_training_layer<T>& layer) {
    return size_t{layer.shape.outputs} << (layer.keep ? 1 : 0);
}

}  // namespace

template <class T>
status sample_cost_and_gradient(const sample_training_table<T>& table, const T* w, const T* x,
                                const T* y, T* activations, T* delta, T* cost,
                                T* gradient) noexcept {
    const sample_training_layer<T>* const first = table.layers;
    const sample_training_layer<T>* current = first;
    if (!all_finite(x, first->shape.inputs)) return status::not_finite_input;
    T* z = activations;
    const T* input = x;
    for (;;) {
        const dense_shape shape = current->shape;
        current->forward(shape, w, input, z);
        w += parameter_count_of(shape);
        if (current->keep) current->keep(shape.outputs, z);
        if (current->activate) current->activate(shape.outputs, z, current->parameter);
        if (current == table.last) break;
        input = z;
        z += stored_by(*current++);
    }

    const status evaluated = table.loss(current->shape.outputs, z, y, delta, cost);
    if (evaluated != status::ok) return evaluated;
    // The bits of a batch's sum of costs, which starts from +0: -0 becomes +0.
    *cost += T(0);

    T* next_delta = delta + table.widest;
    gradient += table.parameter_count;
    for (;;) {
        const dense_shape shape = current->shape;
        if (current->derivative) {
            current->derivative(shape.outputs, current->keep ? z + shape.outputs : z, delta,
                                current->parameter);
        }
        gradient -= parameter_count_of(shape);
        if (current == first) break;
        w -= parameter_count_of(shape);
        const sample_training_layer<T>& used = *current--;
        z -= stored_by(*current);
        used.gradient(shape, z, delta, gradient);
        used.backward(shape, w, delta, next_delta);
        T* const free = delta;
        delta = next_delta;
        next_delta = free;
    }
    first->gradient(first->shape, x, delta, gradient);
    return detail::is_nan_or_inf(*cost) ? status::diverged : status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template status sample_cost_and_gradient(const sample_training_table<T>&, const T*, const T*, \
                                             const T*, T*, T*, T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
