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

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// z = W x + b for one sample: x of `inputs`, z of `outputs` contiguous elements.
template <class T>
void dense_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept;

/// The same with z = max(z, 0), NaN becoming +0.
template <class T>
void dense_forward_relu(dense_shape shape, const T* w, const T* x, T* z) noexcept;

/// The same for `samples` samples at once; each gets the bits that it would get alone.
template <class T>
void dense_forward_batch(dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> x,
                         strided_rows<T> z) noexcept;

/// The same with z = max(z, 0), NaN becoming +0.
template <class T>
void dense_forward_relu_batch(dense_shape shape, const T* w, uint32_t samples,
                              strided_rows<const T> x, strided_rows<T> z) noexcept;

/// dx = W^T delta: how the cost changes with the layer's inputs.
template <class T>
void dense_backward(dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> delta,
                    strided_rows<T> dx) noexcept;

/// The same with dx = +0 where a > 0 does not hold. a: inputs x samples, the layer's inputs.
template <class T>
void dense_backward_relu(dense_shape shape, const T* w, uint32_t samples,
                         strided_rows<const T> delta, strided_rows<const T> a,
                         strided_rows<T> dx) noexcept;

/// Whether these two are worth their code beside those without a positive part.
#if defined(PICOMLP_X86_VECTORS) || (defined(__ARM_NEON) && !defined(PICOMLP_WITHOUT_VECTORS))
inline constexpr bool fuses_relu = true;
#else
inline constexpr bool fuses_relu = false;
#endif

/// dx = W^T delta for one sample: delta of `outputs`, dx of `inputs` contiguous elements.
template <class T>
void dense_backward_sample(dense_shape shape, const T* w, const T* delta, T* dx) noexcept;

/// What a gradient kernel does with what g held before.
enum class gradient_mode : uint8_t { store, add };

/// g = or += [x; 1] delta^T, for 1 <= samples <= summation_order::chunk_samples.
template <class T>
void dense_gradient(dense_shape shape, uint32_t samples, strided_rows<const T> x,
                    strided_rows<const T> delta, gradient_mode mode, T* g) noexcept;

/// g = [x; 1] delta^T for one sample: x of `inputs`, delta of `outputs` contiguous elements.
template <class T>
void dense_gradient_sample(dense_shape shape, const T* x, const T* delta, T* g) noexcept;

/// w = madd(-rate, g, w) for `count` elements, or nothing at all when one of the results would
/// not be finite: then returns false and w is as it was.
template <class T>
[[nodiscard]] bool descend(size_t count, T rate, const T* g, T* w) noexcept;

/// The same with w * share in the place of w, check and step by themselves, so that several arrays
/// can be moved together or not at all. With share == 1 it gives the bits of descend.
template <class T>
[[nodiscard]] bool decayed_descent_stays_finite(size_t count, T rate, T share, const T* g,
                                                const T* w) noexcept;
/// @copydoc decayed_descent_stays_finite
template <class T>
void descend_decayed(size_t count, T rate, T share, const T* g, T* w) noexcept;

/// Sum of `count` <= summation_order::chunk_samples elements, by summation_order::sample_lanes
/// lanes.
template <class T>
[[nodiscard]] T lane_sum(uint32_t count, const T* x) noexcept;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
