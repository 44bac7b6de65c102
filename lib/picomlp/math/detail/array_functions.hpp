// Functions over arrays for the library's own floors: tables of those that x86-64 computes with
// vectors, and functions in place.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// Whether the library has such tables: with vectors of x86-64.
#if defined(PICOMLP_X86_VECTORS)
static constexpr bool has_array_tables = true;
#else
static constexpr bool has_array_tables = false;
#endif

/// The tables are used from this number of elements on.
static constexpr size_t min_vector_length = 3;

/// y[k] = f(x[k]) for n elements; y may be x.
template <class T>
using array_function = void (*)(const T* x, T* y, size_t n);

/// cost[k] += share * the binary cross-entropy of the logit z[k] for the target y[k], and
/// delta[k] = scale * its derivative, unless delta is null. delta may be z.
template <class T>
using cross_entropy_function = void (*)(const T* z, const T* y, size_t n, T share, T scale, T* cost,
                                        T* delta);

template <class T>
struct array_table {
    array_function<T> exp;
    array_function<T> log;
    array_function<T> tanh;
    array_function<T> sigmoid;
    array_function<T> softplus;
    cross_entropy_function<T> cross_entropy;
};

// avx2_float_arrays, avx2_double_arrays and so on.
#define PICOMLP_DECLARE_TABLES(name)                     \
    extern const array_table<float> name##_float_arrays; \
    extern const array_table<double> name##_double_arrays;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_TABLES)
#undef PICOMLP_DECLARE_TABLES

/// The table of the active instruction set. Defined only where has_array_tables.
template <class T>
const array_table<T>& active_arrays() noexcept;

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
