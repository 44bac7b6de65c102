// SPDX-License-Identifier: MIT
// Functions over arrays for the library's own floors: those that x86-64 computes with vectors, and
// functions in place.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// Whether the library has them: with vectors of x86-64.
#if defined(PICOMLP_X86_VECTORS)
static constexpr bool has_array_functions = true;
#else
static constexpr bool has_array_functions = false;
#endif

/// They are used from this number of elements on.
static constexpr size_t min_vector_length = 3;

// FUNCTION(name, (parameters), (arguments)) for each, with T as the number type. Those with x and
// y: y[k] = f(x[k]) for n elements; y may be x. cross_entropy: cost[k] += share * the binary
// cross-entropy of the logit z[k] for the target y[k], and delta[k] = scale * its derivative,
// unless delta is null. delta may be z. softmax: of the `features` features of each of n samples,
// in place. softmax_cross_entropy: what loss/cross_entropy.hpp says of n samples, costs and delta;
// delta.first may be null, delta may be z.
#define PICOMLP_ARRAY_FUNCTIONS(FUNCTION, T)                                                 \
    FUNCTION(exp, (const T* x, T* y, size_t n), (x, y, n))                                   \
    FUNCTION(log, (const T* x, T* y, size_t n), (x, y, n))                                   \
    FUNCTION(tanh, (const T* x, T* y, size_t n), (x, y, n))                                  \
    FUNCTION(sigmoid, (const T* x, T* y, size_t n), (x, y, n))                               \
    FUNCTION(softplus, (const T* x, T* y, size_t n), (x, y, n))                              \
    FUNCTION(cross_entropy,                                                                  \
             (const T* z, const T* y, size_t n, T share, T scale, T* cost, T* delta),        \
             (z, y, n, share, scale, cost, delta))                                           \
    FUNCTION(softmax, (uint32_t features, size_t n, strided_rows<T> z), (features, n, z))    \
    FUNCTION(softmax_cross_entropy,                                                          \
             (uint32_t features, size_t n, strided_rows<const T> z, strided_rows<const T> y, \
              T scale, strided_rows<T> delta, T * cost),                                     \
             (features, n, z, y, scale, delta, cost))

#define PICOMLP_DECLARE(name, parameters, arguments) static void name parameters;

/// The functions of one instruction set. Each is chosen by itself, so that a program links those
/// that it calls.
template <class InstructionSet, class T>
struct array_functions {
    PICOMLP_ARRAY_FUNCTIONS(PICOMLP_DECLARE, T)
};

/// Those of the active one. Defined only where has_array_functions.
template <class T>
struct active_array_functions {
    PICOMLP_ARRAY_FUNCTIONS(PICOMLP_DECLARE, T)
};

#undef PICOMLP_DECLARE

/// z[i] = math::sigmoid(z[i]) or math::tanh(z[i]), on every target. The parameters have the order
/// of network's sample_activation_routine, so that such a routine forwards its call by a jump.
void sigmoid_in_place(size_t n, float* z) noexcept;
void sigmoid_in_place(size_t n, double* z) noexcept;
void tanh_in_place(size_t n, float* z) noexcept;
void tanh_in_place(size_t n, double* z) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
