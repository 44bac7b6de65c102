// A step of gradient descent on one sample, for all layers at once and without a stored gradient.
//
// No weight is written before it is known that every result is finite. Let m be the largest number
// of T, and h half its distance to its neighbour. If all weights are finite, and no product
// rate * x[i] * delta[o] reaches h, then each sum w - rate * x[i] * delta[o] stays below m + h in
// magnitude, so it rounds to m at most. And the weights are finite if all sums W x + b are: a sum
// that contains NaN, infinity, or either of them times any x[i], is not finite.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/kernels/sample/layer_updates.hpp"
#include "picomlp/kernels/sample/magnitude_bound.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct sample_steps {
    using sample_layer = sample_step_layer<T>;
    using updates = layer_updates<InstructionSet, T>;
    using bound = magnitude_bound<InstructionSet, T>;

    static const T* forward(uint32_t count, const sample_layer* layers, const T* w, const T* x,
                            T* values, T* magnitude) {
        bound seen;
        const size_t inputs = layers->shape.inputs;
        for_each_vector<InstructionSet, T>(
            inputs, [&](auto strip, size_t k) __attribute__((always_inline)) {
                const auto elements = strip.load(x + k);
                seen.add(elements);
                strip.store(values + k, elements);
            });
        T* a = values + inputs;
        for (const sample_layer* l = layers; l < layers + count; ++l) {
            const dense_shape shape = l->shape;
            const size_t outputs = shape.outputs;
            gemv<InstructionSet, T>::observed_forward(shape, l->is_relu, w, x, a, seen);
            if (l->keeps_argument) __builtin_memcpy(a + outputs, a, outputs * sizeof(T));
            if (l->activate) {
                l->activate(shape.outputs, a);
                seen.add_elements(outputs, a);
            }
            w += parameters(shape);
            x = a;
            a += l->stored();
        }
        *magnitude = seen.value();
        return detail::is_nan_or_inf(*magnitude) ? nullptr : x;
    }

    static bool update(uint32_t count, const sample_layer* layers, T rate, T magnitude,
                       const T* values, T* deltas, T* w) {
        const sample_layer* const last = layers + count - 1;
        const T* a = values + layers->shape.inputs;
        T* delta = deltas;
        T* parameter = w;
        for (const sample_layer* l = layers; l < last; ++l) {
            a += l->stored();
            delta += l->shape.outputs;
            parameter += parameters(l->shape);
        }
        const size_t outputs = static_cast<size_t>(delta - deltas) + last->shape.outputs;
        for (const sample_layer* l = last;; --l) {
            const dense_shape shape = l->shape;
            if (l->derivative) {
                l->derivative(shape.outputs, l->keeps_argument ? a + shape.outputs : a, delta);
            }
            if (l == layers) break;
            T* const dx = delta - shape.inputs;
            a -= l[-1].stored();
            updates::backward(shape, parameter, delta, l[-1].is_relu ? a : nullptr, dx);
            delta = dx;
            parameter -= parameters(l[-1].shape);
        }
        bound seen;
        seen.add_elements(outputs, deltas);
        // A quarter of the distance between the two largest numbers, half of what is allowed.
        const T most = detail::power_of_two<T>(layout::bias - layout::fraction - 2);
        if (!(rate >= T(0) && rate * (magnitude * seen.value()) < most)) return false;
        const T* x = values;
        for (const sample_layer* l = layers;; ++l) {
            const dense_shape shape = l->shape;
            updates::update(shape, rate, x, delta, w);
            if (l == last) return true;
            x = l == layers ? values + shape.inputs : x + l[-1].stored();
            delta += shape.outputs;
            w += parameters(shape);
        }
    }

  private:
    using layout = detail::ieee_layout<T>;

    static size_t parameters(dense_shape shape) {
        return (size_t{shape.inputs} + 1) * shape.outputs;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
