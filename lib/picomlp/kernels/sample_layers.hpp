// SPDX-License-Identifier: MIT
// The kernels for one sample as routines that a network's tables point to, so that a program links
// only those of its layers. For few outputs there is one routine per number of outputs. The bits
// are those of the kernels in detail/dense.hpp.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Forward: to = z of `outputs` from x of `inputs`. Backward: to = dx of `inputs` from delta of
/// `outputs`. Contiguous elements; w as kernels/order.hpp says.
template <class T>
using sample_routine = void (*)(dense_shape shape, const T* w, const T* from, T* to);
/// z = activation(z) for a layer's `count` numbers. Most activations have no parameter and ignore
/// it.
template <class T>
using sample_activation_routine = void (*)(uint32_t count, T* z, T parameter);
/// delta = delta * activation'(argument), element by element.
template <class T>
using sample_derivative_routine = void (*)(uint32_t count, const T* argument, T* delta,
                                           T parameter);
/// g = [x; 1] delta^T
template <class T>
using sample_gradient_routine = void (*)(dense_shape shape, const T* x, const T* delta, T* g);

/// A layer, for steps that write each new weight as soon as they know it.
template <class T>
struct sample_step_layer {
    dense_shape shape;
    bool is_relu;                             ///< then `activate` is null
    bool keeps_argument;                      ///< z is stored behind the outputs
    sample_activation_routine<T> activate;    ///< null for nothing
    sample_derivative_routine<T> derivative;  ///< null where it would multiply by 1, and for relu
                                              ///< below another layer
    // Places in the values and the deltas of all layers, and in the parameters.
    size_t input;
    size_t output;
    size_t delta;
    size_t parameters;
    T parameter;  ///< the activation's
};

/// What the forward pass of such a step tells its update.
template <class T>
struct sample_step_facts {
    T magnitude;              ///< none in x and the layers' outputs exceeds it
    bool has_negative_zeros;  ///< whether a weight of a wide layer is -0
};

/// Such a step on a few samples, of which it stores the gradient. Row s of values and deltas is
/// sample s.
template <class T>
struct few_samples_request {
    const sample_step_layer<T>* layers;
    uint32_t count;
    uint32_t samples;
    T rate;
    T magnitude;  ///< none in x and the layers' outputs exceeds it
    strided_rows<const T> values;
    strided_rows<T> deltas;
    T* gradient;
    T* w;
};

namespace kernels {

/// Whether there are kernels for such steps. They are code besides that of the other steps, for
/// processors on which moving weights takes longer than computing them.
inline constexpr bool has_sample_steps = has_x86_vectors;

/// Which routine a layer uses: its number of outputs if that is at most narrow_width, else 0.
constexpr uint32_t width_class(uint32_t outputs) { return outputs <= narrow_width ? outputs : 0; }

/// z = W x + b for a layer of that width class.
template <class T, uint32_t WidthClass>
void sample_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept;

/// Whether sample_forward_relu takes a layer's relu. That saves a pass over z but is code of its
/// own; in a library built for the least code sample_forward and sample_relu do it. The bits are
/// the same. For several samples kernels/detail/dense.hpp decides.
inline constexpr bool fuses_relu_sample = narrow_width > 0;

/// z = max(W x + b, 0), NaN becoming +0.
template <class T, uint32_t WidthClass>
void sample_forward_relu(dense_shape shape, const T* w, const T* x, T* z) noexcept;

/// z = max(z, 0), NaN becoming +0.
template <class T>
void sample_relu(uint32_t count, T* z, T no_parameter) noexcept;

/// delta = +0 where a > 0 does not hold.
template <class T>
void sample_relu_backward(uint32_t count, const T* a, T* delta, T no_parameter) noexcept;

/// dx = W^T delta
template <class T, uint32_t WidthClass>
void sample_backward(dense_shape shape, const T* w, const T* delta, T* dx) noexcept;

/// g = [x; 1] delta^T
template <class T, uint32_t WidthClass>
void sample_gradient(dense_shape shape, const T* x, const T* delta, T* g) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
