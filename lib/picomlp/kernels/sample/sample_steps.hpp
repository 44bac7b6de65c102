// SPDX-License-Identifier: MIT
// A step of gradient descent on one sample, for all layers at once and without a stored gradient;
// and on a few samples, one by one but for the gradient.
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
#include "picomlp/kernels/sample/few_updates.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/kernels/sample/layer_updates.hpp"
#include "picomlp/kernels/sample/magnitude_bound.hpp"
#include "picomlp/kernels/sample/streamed_layers.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct sample_steps {
    using sample_layer = sample_step_layer<T>;
    using updates = layer_updates<InstructionSet, T>;
    using streamed = streamed_layers<InstructionSet, T>;
    using bound = magnitude_bound<InstructionSet, T>;

    static const T* forward(uint32_t count, const sample_layer* layers, const T* w, const T* x,
                            T* values, sample_step_facts<T>* facts) {
        bound seen;
        facts->has_negative_zeros = false;
        for_each_vector<InstructionSet, T>(
            layers->shape.inputs, [&](auto strip, size_t k) __attribute__((always_inline)) {
                const auto elements = strip.load(x + k);
                seen.add(elements);
                strip.store(values + k, elements);
            });
        for (const sample_layer* const end = layers + count; layers < end; ++layers) {
            const dense_shape shape = layers->shape;
            const size_t outputs = shape.outputs;
            T* const a = values + layers->output;
            const T* const parameters = w + layers->parameters;
            if (streamed::takes(shape)) {
                facts->has_negative_zeros |=
                    streamed::forward(shape, layers->is_relu, parameters, x, a, seen);
            } else {
                gemv<InstructionSet, T>::observed_forward(shape, layers->is_relu, parameters, x, a,
                                                          seen);
            }
            if (layers->keeps_argument) __builtin_memcpy(a + outputs, a, outputs * sizeof(T));
            if (layers->activate) {
                layers->activate(shape.outputs, a, layers->parameter);
                seen.add_elements(outputs, a);
            }
            x = a;
        }
        facts->magnitude = seen.value();
        return detail::is_nan_or_inf(facts->magnitude) ? nullptr : x;
    }

    /// The deltas of all layers but the last.
    static void backward(uint32_t count, const sample_layer* layers, const T* values, T* deltas,
                         const T* w) {
        const sample_layer* const last = layers + count - 1;
        for (const sample_layer* l = last;; --l) {
            const dense_shape shape = l->shape;
            T* const delta = deltas + l->delta;
            if (l->derivative) {
                const T* const a = values + l->output;
                l->derivative(shape.outputs, l->keeps_argument ? a + shape.outputs : a, delta,
                              l->parameter);
            }
            if (l == layers) return;
            const T* const below = l[-1].is_relu ? values + l->input : nullptr;
            T* const below_delta = delta - shape.inputs;
            if (below && streamed::takes(shape)) {
                streamed::backward(shape, w + l->parameters, delta, below, below_delta);
            } else {
                updates::backward(shape, w + l->parameters, delta, below, below_delta);
            }
        }
    }

    static bool update(uint32_t count, const sample_layer* layers, T rate,
                       const sample_step_facts<T>* facts, const T* values, T* deltas, T* w) {
        backward(count, layers, values, deltas, w);
        const sample_layer* const last = layers + count - 1;
        bound seen;
        seen.add_elements(last->delta + last->shape.outputs, deltas);
        const T most = detail::quarter_of_last_distance<T>();
        if (!(rate >= T(0) && rate * (facts->magnitude * seen.value()) < most)) return false;
        // The last layers first: their weights were read last, and may still be in a cache.
        for (const sample_layer* l = last;; --l) {
            const T* const x = values + l->input;
            const T* const delta = deltas + l->delta;
            if (streamed::takes(l->shape) && !facts->has_negative_zeros) {
                streamed::update(l->shape, rate, x, delta, w + l->parameters);
            } else {
                updates::update(l->shape, rate, x, delta, w + l->parameters);
            }
            if (l == layers) return true;
        }
    }

    /// The same for a few samples, of which the gradient is stored.
    static bool update_few(const few_samples_request<T>& step) {
        const sample_layer* const last = step.layers + step.count - 1;
        bound seen;
        for (uint32_t s = 0; s < step.samples; ++s) {
            T* const deltas = step.deltas[s];
            backward(step.count, step.layers, step.values[s], deltas, step.w);
            seen.add_elements(last->delta + last->shape.outputs, deltas);
        }
        // No sum of the gradient exceeds this.
        const T most_of_gradient = static_cast<T>(step.samples) * (step.magnitude * seen.value());
        const T most = detail::quarter_of_last_distance<T>();
        if (!(step.rate >= T(0) && (step.rate + T(1)) * most_of_gradient < most)) return false;
        for (const sample_layer* l = last;; --l) {
            few_updates<InstructionSet, T>::update(
                {l->shape.inputs,
                 l->shape.outputs,
                 step.samples,
                 {step.values.first + l->input, step.values.stride},
                 {step.deltas.first + l->delta, step.deltas.stride},
                 step.rate,
                 step.gradient + l->parameters,
                 step.w + l->parameters});
            if (l == step.layers) return true;
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
