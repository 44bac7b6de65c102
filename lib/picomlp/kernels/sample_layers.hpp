// A layer's work on one sample as routines for a network's tables to point to: a program links
// those of its layers. They are made for a number of outputs where that is small; the bits are
// those of the kernels for all layers.
#pragma once

#include <stdint.h>

#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Forward: to = z of `outputs` from x of `inputs`. Backward: to = dx of `inputs` from delta of
/// `outputs`. Contiguous elements; w as kernels/order.hpp says.
template <class T>
using sample_routine = void (*)(dense_shape shape, const T* w, const T* from, T* to);
/// What an activation does to a layer's `count` numbers, and its derivative to their delta.
template <class T>
using sample_activation_routine = void (*)(uint32_t count, T* z);
template <class T>
using sample_derivative_routine = void (*)(uint32_t count, const T* argument, T* delta);
/// g = [x; 1] delta^T
template <class T>
using sample_gradient_routine = void (*)(dense_shape shape, const T* x, const T* delta, T* g);

namespace kernels {

/// Which routine a layer takes: its number of outputs, or 0 where that is not a narrow one.
constexpr uint32_t width_class(uint32_t outputs) { return outputs <= narrow_width ? outputs : 0; }

/// z = W x + b, for layers of that width class.
template <class T, uint32_t WidthClass>
void sample_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept;

/// z = max(W x + b, 0), NaN becoming +0.
template <class T, uint32_t WidthClass>
void sample_forward_relu(dense_shape shape, const T* w, const T* x, T* z) noexcept;

/// z = max(z, 0), NaN becoming +0.
template <class T>
void sample_relu(uint32_t count, T* z) noexcept;

/// delta = +0 where a > 0 does not hold.
template <class T>
void sample_relu_backward(uint32_t count, const T* a, T* delta) noexcept;

/// dx = W^T delta
template <class T, uint32_t WidthClass>
void sample_backward(dense_shape shape, const T* w, const T* delta, T* dx) noexcept;

/// g = [x; 1] delta^T
template <class T, uint32_t WidthClass>
void sample_gradient(dense_shape shape, const T* x, const T* delta, T* g) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
