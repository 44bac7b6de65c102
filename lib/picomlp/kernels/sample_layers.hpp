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

/// to = z of `outputs` from x of `inputs`, contiguous elements; w as kernels/order.hpp says.
/// Returns where the next layer's parameters begin.
template <class T>
using sample_forward_routine = const T* (*)(const dense_shape& shape, const T* w, const T* x, T* z);
/// dx of `inputs` from delta of `outputs`, likewise.
template <class T>
using sample_backward_routine = void (*)(const dense_shape& shape, const T* w, const T* delta,
                                         T* dx);
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
using sample_gradient_routine = void (*)(const dense_shape& shape, const T* x, const T* delta,
                                         T* g);

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

/// Samples are predicted one by one with a scratch for at most so many: where the kernels for one
/// sample take less time than those of a batch take for each. Helium's do for any number. Those of
/// a Cortex-M with instructions for floats keep many outputs' sums in registers; from four samples
/// on those of a batch take fewer cycles, if more instructions.
template <class T>
inline constexpr uint32_t most_predicted_singly = 0;
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) != 0
template <>
inline constexpr uint32_t most_predicted_singly<float> = narrow_width > 0 ? 0xffffffffU : 0;
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && defined(__ARM_FEATURE_FMA)
template <>
inline constexpr uint32_t most_predicted_singly<float> = narrow_width > 0 ? 2 : 0;
#endif

/// Which routine a layer uses: its number of outputs if that is at most narrow_width, else 0.
constexpr uint32_t width_class(uint32_t outputs) { return outputs <= narrow_width ? outputs : 0; }

/// z = W x + b for one sample: x of `inputs`, z of `outputs` contiguous elements. Returns the end
/// of the layer's parameters, as all of these do.
template <class T>
const T* dense_forward(const dense_shape& shape, const T* w, const T* x, T* z) noexcept;

/// dx = W^T delta for one sample: delta of `outputs`, dx of `inputs` contiguous elements.
template <class T>
void dense_backward_sample(const dense_shape& shape, const T* w, const T* delta, T* dx) noexcept;

/// g = [x; 1] delta^T for one sample: x of `inputs`, delta of `outputs` contiguous elements.
template <class T>
void dense_gradient_sample(const dense_shape& shape, const T* x, const T* delta, T* g) noexcept;

/// w = madd(-rate, g, w) for `count` elements. If a result would not be finite, returns false and
/// leaves w unchanged.
template <class T>
[[nodiscard]] bool sgd_step(size_t count, T rate, const T* g, T* w) noexcept;

/// A layer's routines in a table. Where all widths have the same ones, in a library built for the
/// least code, the table does not hold them.
template <class T, bool ByWidth = (narrow_width > 0)>
struct forward_by_width {
    sample_forward_routine<T> forward;  ///< the weighted sums, or the whole layer
};
template <class T>
struct forward_by_width<T, false> {
    forward_by_width() = default;
    constexpr forward_by_width(sample_forward_routine<T>) {}
    static const T* forward(const dense_shape& shape, const T* w, const T* x, T* z) noexcept {
        return dense_forward<T>(shape, w, x, z);
    }
};
/// @copydoc forward_by_width
template <class T, bool ByWidth = (narrow_width > 0)>
struct backward_by_width {
    sample_backward_routine<T> backward;
    sample_gradient_routine<T> gradient;
};
template <class T>
struct backward_by_width<T, false> {
    backward_by_width() = default;
    constexpr backward_by_width(sample_backward_routine<T>, sample_gradient_routine<T>) {}
    static void backward(const dense_shape& shape, const T* w, const T* delta, T* dx) noexcept {
        dense_backward_sample<T>(shape, w, delta, dx);
    }
    static void gradient(const dense_shape& shape, const T* x, const T* delta, T* g) noexcept {
        dense_gradient_sample<T>(shape, x, delta, g);
    }
};

/// z = W x + b for a layer of that width class.
template <class T, uint32_t WidthClass>
const T* sample_forward(const dense_shape& shape, const T* w, const T* x, T* z) noexcept;

/// Whether sample_forward_relu takes a layer's relu. That saves a pass over z but is code of its
/// own; in a library built for the least code sample_forward and sample_relu do it. The bits are
/// the same. For several samples kernels/detail/dense.hpp decides.
inline constexpr bool fuses_relu_sample = narrow_width > 0;

/// z = max(W x + b, 0), NaN becoming +0.
template <class T, uint32_t WidthClass>
const T* sample_forward_relu(const dense_shape& shape, const T* w, const T* x, T* z) noexcept;

/// z = max(z, 0), NaN becoming +0.
template <class T>
void sample_relu(uint32_t count, T* z, T no_parameter) noexcept;

/// delta = +0 where a > 0 does not hold.
template <class T>
void sample_relu_backward(uint32_t count, const T* a, T* delta, T no_parameter) noexcept;

/// dx = W^T delta
template <class T, uint32_t WidthClass>
void sample_backward(const dense_shape& shape, const T* w, const T* delta, T* dx) noexcept;

/// g = [x; 1] delta^T
template <class T, uint32_t WidthClass>
void sample_gradient(const dense_shape& shape, const T* x, const T* delta, T* g) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
