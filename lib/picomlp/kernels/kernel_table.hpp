// Every kernel of one instruction set, so that one of several can be chosen at run time.
#pragma once

#include "picomlp/kernels/batch/dense_gradients.hpp"
#include "picomlp/kernels/batch/dense_products.hpp"
#include "picomlp/kernels/batch/matrix_products.hpp"
#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/descent.hpp"
#include "picomlp/kernels/finite_runs.hpp"
#include "picomlp/kernels/positive_runs.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class T>
struct kernel_table {
    void (*positive_parts)(uint32_t, T*);
    void (*keep_where_positive)(uint32_t, const T*, T*);
    bool (*run_is_finite)(const T*, size_t);
    void (*dense_forward)(dense_shape, const T*, const T*, T*);
    void (*dense_forward_positive)(dense_shape, const T*, const T*, T*);
    void (*dense_forward_batch)(dense_shape, const T*, uint32_t, rows<const T>, rows<T>);
    void (*dense_forward_positive_batch)(dense_shape, const T*, uint32_t, rows<const T>, rows<T>);
    void (*dense_backward)(dense_shape, const T*, uint32_t, rows<const T>, rows<T>);
    void (*dense_backward_where_positive)(dense_shape, const T*, uint32_t, rows<const T>,
                                          rows<const T>, rows<T>);
    void (*dense_backward_sample)(dense_shape, const T*, const T*, T*);
    void (*dense_gradient)(dense_shape, uint32_t, rows<const T>, rows<const T>, gradient_mode, T*);
    void (*dense_gradient_sample)(dense_shape, const T*, const T*, T*);
    bool (*descend)(size_t, T, const T*, T*);
    bool (*decayed_descent_stays_finite)(size_t, T, T, const T*, const T*);
    void (*descend_decayed)(size_t, T, T, const T*, T*);
    T (*lane_sum)(uint32_t, const T*);
    void (*product)(product_shape, coefficients<T>, rows<const T>, rows<T>);
    void (*add_product)(product_shape, coefficients<T>, rows<const T>, rows<T>);
    void (*turned_product)(product_shape, coefficients<T>, rows<const T>, rows<T>);
    void (*add_to_lanes)(size_t, const T*, T*);
    void (*add_squares_to_lanes)(size_t, T, const T*, T*);
};

template <class InstructionSet, class T>
inline constexpr kernel_table<T> table_of = {
    positive_runs<InstructionSet, T>::positive_parts,
    positive_runs<InstructionSet, T>::keep_where_positive,
    finite_runs<InstructionSet, T>::run_is_finite,
    gemv<InstructionSet, T>::template forward<false>,
    gemv<InstructionSet, T>::template forward<true>,
    dense_products<InstructionSet, T>::forward_batch,
    dense_products<InstructionSet, T>::forward_positive_batch,
    dense_products<InstructionSet, T>::backward,
    dense_products<InstructionSet, T>::backward_where_positive,
    dense_products<InstructionSet, T>::backward_sample,
    dense_gradients<InstructionSet, T>::gradient,
    dense_gradients<InstructionSet, T>::gradient_sample,
    descent<vector_walk<InstructionSet, T>, T>::descend,
    descent<vector_walk<InstructionSet, T>, T>::decayed_descent_stays_finite,
    descent<vector_walk<InstructionSet, T>, T>::descend_decayed,
    lane_sums<InstructionSet, T>::of_elements,
    matrix_products<InstructionSet, T>::product,
    matrix_products<InstructionSet, T>::add_product,
    matrix_products<InstructionSet, T>::turned_product,
    lane_sums<InstructionSet, T>::add_elements,
    lane_sums<InstructionSet, T>::add_squares,
};

/// avx2_float, avx2_double and so on: those that one library for x86-64 holds side by side.
#define PICOMLP_DECLARE_TABLES(name)               \
    extern const kernel_table<float> name##_float; \
    extern const kernel_table<double> name##_double;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_TABLES)
#undef PICOMLP_DECLARE_TABLES

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
