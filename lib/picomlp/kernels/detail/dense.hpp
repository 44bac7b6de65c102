// SPDX-License-Identifier: MIT
// The arithmetic of a dense layer. Every function gives the same bits with every instruction set;
// kernels/order.hpp says which bits.
//
// w, g    (inputs + 1) x outputs, contiguous, the last row being the bias
// x       inputs x samples, samples innermost        z, delta    outputs x samples
// Pointers need the alignment of T only. Outputs must not overlap inputs.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// dense_forward with z = max(z, 0), NaN becoming +0.
template <class T>
const T* dense_forward_relu(const dense_shape& shape, const T* w, const T* x, T* z) noexcept;

/// The same for at most 16 outputs, with relu or without: less code, for tables of narrow layers.
template <class T>
const T* dense_forward_narrow(const dense_shape& shape, bool relu, const T* w, const T* x,
                              T* z) noexcept;

/// dense_forward for `samples` samples at once; each gets the bits that it would get alone.
template <class T>
void dense_forward_batch(dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> x,
                         strided_rows<T> z) noexcept;

/// The same with z = max(z, 0), NaN becoming +0.
template <class T>
void dense_forward_relu_batch(dense_shape shape, const T* w, uint32_t samples,
                              strided_rows<const T> x, strided_rows<T> z) noexcept;

/// dx = W^T delta: the derivative of the cost by the layer's inputs.
template <class T>
void dense_backward(dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> delta,
                    strided_rows<T> dx) noexcept;

/// The same with dx = +0 where a > 0 does not hold. a: inputs x samples, the layer's inputs.
template <class T>
void dense_backward_relu(dense_shape shape, const T* w, uint32_t samples,
                         strided_rows<const T> delta, strided_rows<const T> a,
                         strided_rows<T> dx) noexcept;

/// Whether dense_forward_relu_batch and dense_backward_relu take a layer's relu, which saves a pass
/// over z but is code of its own. For one sample it is kernels/sample_layers.hpp that decides. The
/// bits are the same.
#if defined(PICOMLP_X86_VECTORS) || (defined(__ARM_NEON) && !defined(PICOMLP_WITHOUT_VECTORS))
inline constexpr bool fuses_relu_batch = true;
#else
inline constexpr bool fuses_relu_batch = false;
#endif

/// What a gradient kernel does with what g held before.
enum class gradient_mode : uint8_t { store, add };

/// g = or += [x; 1] delta^T, for 1 <= samples <= summation_order::chunk_samples.
template <class T>
void dense_gradient(dense_shape shape, uint32_t samples, strided_rows<const T> x,
                    strided_rows<const T> delta, gradient_mode mode, T* g) noexcept;

// A step of gradient descent on one sample that stores no gradient, for a network of `count` layers
// with parameters w. `values` holds x, then what each layer stores; `deltas` the layers' deltas.
// Both kernels may refuse: some number is not finite, or a bound does not hold that is enough for
// all results to be. Then no parameter has changed, and nothing is known about values and deltas.

/// Computes `values` and `facts` from x. Returns the last layer's outputs; null when it refuses.
template <class T>
[[nodiscard]] const T* sample_step_forward(uint32_t count, const sample_step_layer<T>* layers,
                                           const T* w, const T* x, T* values,
                                           sample_step_facts<T>* facts) noexcept;

/// Computes the other deltas from the cost's derivative by the last layer's outputs, the last
/// elements of `deltas`; then UPDATE by GRADIENT, as kernels/order.hpp says. False when it refuses.
template <class T>
[[nodiscard]] bool sample_step_update(uint32_t count, const sample_step_layer<T>* layers, T rate,
                                      const sample_step_facts<T>* facts, const T* values, T* deltas,
                                      T* w) noexcept;

/// The same for a few samples, fewer than 64: their deltas, the gradient, UPDATE. False when it
/// refuses; neither gradient nor w has changed then.
template <class T>
[[nodiscard]] bool few_samples_update(const few_samples_request<T>& step) noexcept;

// A step of gradient descent on a batch that stores no gradient. For x86-64 alone.

/// UPDATE by GRADIENT, as kernels/order.hpp says, of the layer's parameters w, for 1 <= samples <=
/// summation_order::chunk_samples. Nothing is checked. g, of as many elements as w, is overwritten.
template <class T>
void dense_gradient_step(dense_shape shape, uint32_t samples, strided_rows<const T> x,
                         strided_rows<const T> delta, T rate, T* g, T* w) noexcept;

/// A number that no magnitude among `rows` rows of `count` elements exceeds, at least 1; infinite
/// or NaN if one of them is.
template <class T>
[[nodiscard]] T magnitude_of_rows(uint32_t rows, uint32_t count, strided_rows<const T> x) noexcept;

/// sgd_step() for w = madd(-rate, g, w * decay), check and step apart, so that several arrays can
/// be updated together or not at all. With decay == 1 the step gives the bits of sgd_step.
template <class T>
[[nodiscard]] bool decayed_sgd_step_stays_finite(size_t count, T rate, T decay, const T* g,
                                                 const T* w) noexcept;
/// @copydoc decayed_sgd_step_stays_finite
template <class T>
void decayed_sgd_step(size_t count, T rate, T decay, const T* g, T* w) noexcept;

/// Sum of `count` <= summation_order::chunk_samples elements, element e belonging to accumulator
/// e mod 16.
template <class T>
[[nodiscard]] T interleaved_sum(uint32_t count, const T* x) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
