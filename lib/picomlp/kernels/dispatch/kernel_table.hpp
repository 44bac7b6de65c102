// Every kernel of one instruction set, so that one of several can be chosen at run time.
#pragma once

#include "picomlp/kernels/batch/dense_gradients.hpp"
#include "picomlp/kernels/batch/dense_products.hpp"
#include "picomlp/kernels/batch/matrix_products.hpp"
#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/descent.hpp"
#include "picomlp/kernels/dispatch/kernel_list.hpp"
#include "picomlp/kernels/finite_runs.hpp"
#include "picomlp/kernels/relu_runs.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

// run_is_finite() belongs to all floors (kernels/finite.hpp); the others are listed.

#define PICOMLP_POINTER(result, name, parameters, ...) result(*name) parameters;
template <class T>
struct kernel_table {
    bool (*run_is_finite)(const T* x, size_t count);
    PICOMLP_KERNELS(PICOMLP_POINTER, T)
};
#undef PICOMLP_POINTER

#define PICOMLP_VALUE(result, name, parameters, arguments, ...) __VA_ARGS__,
template <class InstructionSet, class T>
inline constexpr kernel_table<T> table_of = {
    finite_runs<InstructionSet, T>::run_is_finite, PICOMLP_KERNELS(PICOMLP_VALUE, T)  //
};
#undef PICOMLP_VALUE

/// avx2_float, avx2_double and so on: those that one library for x86-64 holds side by side.
#define PICOMLP_DECLARE_TABLES(name)               \
    extern const kernel_table<float> name##_float; \
    extern const kernel_table<double> name##_double;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_TABLES)
#undef PICOMLP_DECLARE_TABLES

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
