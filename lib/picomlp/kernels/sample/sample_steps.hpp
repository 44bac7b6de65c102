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
                            T* values, T* magnitude, T* growth) {
        bound seen;
        const sample_layer* const first = layers;
        const sample_layer* const fused = first_fused(count, layers);
        *growth = T(1);
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
            T weights = T(1);
            if (streamed::takes(shape)) {
                weights = streamed::forward(shape, layers->is_relu, parameters, x, a, seen);
            } else {
                gemv<InstructionSet, T>::observed_forward(shape, layers->is_relu, parameters, x, a,
                                                          seen);
            }
            if (layers > first && layers <= fused) {
                if (!streamed::takes(shape)) {
                    bound of_weights;
                    of_weights.add_elements(shape.inputs * outputs, parameters);
                    weights = of_weights.value();
                }
                *growth *= static_cast<T>(2 * outputs) * weights;
            }
            if (layers->keeps_argument) __builtin_memcpy(a + outputs, a, outputs * sizeof(T));
            if (layers->activate) {
                layers->activate(shape.outputs, a);
                seen.add_elements(outputs, a);
            }
            x = a;
        }
        *magnitude = seen.value();
        return detail::is_nan_or_inf(*magnitude) ? nullptr : x;
    }

    static bool update(uint32_t count, const sample_layer* layers, T rate, T magnitude, T growth,
                       const T* values, T* deltas, T* w) {
        const sample_layer* const last = layers + count - 1;
        const sample_layer* const fused = first_fused(count, layers);
        const size_t end = last->delta + last->shape.outputs;
        const sample_layer* known = fused;  // the lowest layer whose delta is known
        for (const sample_layer* l = last;; --l) {
            const dense_shape shape = l->shape;
            T* const delta = deltas + l->delta;
            if (l->derivative) {
                const T* const a = values + l->output;
                l->derivative(shape.outputs, l->keeps_argument ? a + shape.outputs : a, delta);
            }
            if (l == fused && l != layers) {
                bound seen;
                seen.add_elements(end - fused->delta, delta);
                if (stays_finite(rate, magnitude, seen.value() * growth)) break;
                known = layers;
            }
            if (l == layers) {
                bound seen;
                seen.add_elements(end, deltas);
                if (!stays_finite(rate, magnitude, seen.value())) return false;
                break;
            }
            updates::backward(shape, w + l->parameters, delta, relu_below(l, values),
                              delta - shape.inputs);
        }
        // The last layers first: their weights were read last, and may still be in a cache.
        for (const sample_layer* l = last;; --l) {
            const dense_shape shape = l->shape;
            const T* const x = values + l->input;
            T* const delta = deltas + l->delta;
            T* const parameters = w + l->parameters;
            if (l > layers && l <= known) {
                if (streamed::takes(shape)) {
                    streamed::backward_and_update(shape, rate, x, delta, relu_below(l, values),
                                                  delta - shape.inputs, parameters);
                    continue;
                }
                updates::backward(shape, parameters, delta, relu_below(l, values),
                                  delta - shape.inputs);
            }
            updates::update(shape, rate, x, delta, parameters);
            if (l == layers) return true;
        }
    }

  private:
    using layout = detail::ieee_layout<T>;

    /// The highest layer whose weights are read once for BACKWARD and UPDATE; the first layer where
    /// there is none.
    static const sample_layer* first_fused(uint32_t count, const sample_layer* layers) {
        const sample_layer* found = layers;
        for (const sample_layer* l = layers + 1; l < layers + count; ++l) {
            // A derivative has no bound that is known here.
            if (l[-1].derivative) break;
            if (streamed::takes(l->shape)) found = l;
        }
        return found;
    }

    [[gnu::always_inline]] static const T* relu_below(const sample_layer* l, const T* values) {
        return l[-1].is_relu ? values + l->input : nullptr;
    }

    [[gnu::always_inline]] static bool stays_finite(T rate, T magnitude, T delta) {
        // A quarter of the distance between the two largest numbers, half of what is allowed.
        const T most = detail::power_of_two<T>(layout::bias - layout::fraction - 2);
        return rate >= T(0) && rate * (magnitude * delta) < most;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
