// SPDX-License-Identifier: MIT
// The list of all kernels. The functions of an instruction set, each kernel's table of them, the
// public calls and the instantiations are made of it.
#pragma once

#include "picomlp/kernels/batch/layer_batches.hpp"
#include "picomlp/kernels/batch/matrix_products.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/detail/elementwise.hpp"
#include "picomlp/kernels/narrow_layers.hpp"
#include "picomlp/kernels/sample/gemv.hpp"
#include "picomlp/kernels/sample/vector_backend.hpp"

#if defined(PICOMLP_X86_VECTORS)
#include "picomlp/kernels/sample/narrow_layers_x86.hpp"
#include "picomlp/kernels/sample/sample_steps.hpp"
#endif

// KERNEL(result, name, (parameters), (arguments), what computes it) for each, with T as the number
// type and an InstructionSet. Contracts: detail/dense.hpp, products.hpp, sample_layers.hpp.

// clang-format off

// Kernels for one sample and for plain arrays. With a single instruction set,
// kernels/dispatch/direct.cpp calls the target's backend instead of what is named here.
#define PICOMLP_SAMPLE_KERNELS(KERNEL, T)                                                         \
    KERNEL(const T*, dense_forward, (const dense_shape& shape, const T* w, const T* x, T* z),                \
           (shape, w, x, z), gemv<InstructionSet, T>::template forward<false>)                    \
    KERNEL(const T*, dense_forward_relu, (const dense_shape& shape, const T* w, const T* x, T* z),           \
           (shape, w, x, z), gemv<InstructionSet, T>::template forward<true>)                     \
    KERNEL(void, dense_backward_sample, (const dense_shape& shape, const T* w, const T* delta, T* dx),   \
           (shape, w, delta, dx), dense_products<InstructionSet, T>::backward_sample)             \
    KERNEL(void, dense_gradient_sample, (const dense_shape& shape, const T* x, const T* delta, T* g),    \
           (shape, x, delta, g), dense_gradients<InstructionSet, T>::gradient_sample)             \
    KERNEL(void, sample_relu, (uint32_t count, T* z, T no_parameter),                             \
           (count, z, no_parameter), relu_kernels<InstructionSet, T>::relu)                                     \
    KERNEL(void, sample_relu_backward, (uint32_t count, const T* a, T* delta, T no_parameter),    \
           (count, a, delta, no_parameter), relu_kernels<InstructionSet, T>::relu_backward)                     \
    KERNEL(bool, sgd_step, (size_t count, T rate, const T* g, T* w),                              \
           (count, rate, g, w), sgd_kernels<vector_backend<InstructionSet, T>, T>::sgd_step)      \
    KERNEL(bool, decayed_sgd_step_stays_finite,                                                   \
           (size_t count, T rate, T decay, const T* g, const T* w),                               \
           (count, rate, decay, g, w),                                                            \
           sgd_kernels<vector_backend<InstructionSet, T>, T>::decayed_sgd_step_stays_finite)      \
    KERNEL(void, decayed_sgd_step, (size_t count, T rate, T decay, const T* g, T* w),             \
           (count, rate, decay, g, w),                                                            \
           sgd_kernels<vector_backend<InstructionSet, T>, T>::decayed_sgd_step)

// All others: the same code for every instruction set.
#define PICOMLP_VECTOR_KERNELS(KERNEL, T)                                                         \
    KERNEL(const T*, dense_forward_narrow,                                                            \
           (const dense_shape& shape, bool relu, const T* w, const T* x, T* z),                          \
           (shape, relu, w, x, z), gemv<InstructionSet, T>::forward_narrow)                       \
    KERNEL(void, dense_forward_batch,                                                             \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> x,             \
            strided_rows<T> z),                                                                   \
           (shape, w, samples, x, z), layer_batches<InstructionSet, T>::products::forward_batch)  \
    KERNEL(void, dense_forward_relu_batch,                                                        \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> x,             \
            strided_rows<T> z),                                                                   \
           (shape, w, samples, x, z),                                                             \
           layer_batches<InstructionSet, T>::products::forward_relu_batch)                        \
    KERNEL(void, dense_backward,                                                                  \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> delta,         \
            strided_rows<T> dx),                                                                  \
           (shape, w, samples, delta, dx), layer_batches<InstructionSet, T>::products::backward)  \
    KERNEL(void, dense_backward_relu,                                                             \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> delta,         \
            strided_rows<const T> a, strided_rows<T> dx),                                         \
           (shape, w, samples, delta, a, dx),                                                     \
           layer_batches<InstructionSet, T>::products::backward_relu)                             \
    KERNEL(void, dense_gradient,                                                                  \
           (dense_shape shape, uint32_t samples, strided_rows<const T> x,                         \
            strided_rows<const T> delta, gradient_mode mode, T* g),                               \
           (shape, samples, x, delta, mode, g),                                                   \
           layer_batches<InstructionSet, T>::gradients::gradient)                                 \
    KERNEL(T, interleaved_sum, (uint32_t count, const T* x),                                      \
           (count, x), interleaved_sums<InstructionSet, T>::of_elements)                          \
    KERNEL(void, product,                                                                         \
           (const product_layout& layout, const T* a, const T* b, T* c),                          \
           (layout, a, b, c), matrix_products<InstructionSet, T>::product)                        \
    KERNEL(void, add_product,                                                                     \
           (const product_layout& layout, const T* a, const T* b, T* c),                          \
           (layout, a, b, c), matrix_products<InstructionSet, T>::add_product)                    \
    KERNEL(void, transposed_product,                                                              \
           (const product_layout& layout, const T* a, const T* b, T* c),                          \
           (layout, a, b, c), matrix_products<InstructionSet, T>::transposed_product)             \
    KERNEL(void, add_to_accumulators, (size_t count, const T* x, T* sum),                        \
           (count, x, sum), interleaved_sums<InstructionSet, T>::add_elements)                   \
    KERNEL(void, add_squares_to_accumulators, (size_t count, T scale, const T* x, T* sum),       \
           (count, scale, x, sum), interleaved_sums<InstructionSet, T>::add_squares)

// all_finite() (kernels/finite.hpp) is not in the namespace of the kernels.
#define PICOMLP_FINITE_KERNEL(KERNEL, T)                                                          \
    KERNEL(bool, all_finite, (const T* x, size_t count),                                          \
           (x, count), finite_kernels<InstructionSet, T>::all_finite)

// Of x86-64 alone.
#if defined(PICOMLP_X86_VECTORS)
#define PICOMLP_X86_KERNELS(KERNEL, T)                                                            \
    KERNEL(T, forward_narrow_layers,                                                              \
           (const narrow_layer* layers, uint32_t count, const T* w, const T* x, T* z),            \
           (layers, count, w, x, z), narrow_layers<InstructionSet, T>::forward)                   \
    KERNEL(const T*, sample_step_forward,                                                         \
           (uint32_t count, const sample_step_layer<T>* layers, const T* w, const T* x,           \
            T* values, sample_step_facts<T>* facts),                                              \
           (count, layers, w, x, values, facts), sample_steps<InstructionSet, T>::forward)        \
    KERNEL(bool, sample_step_update,                                                              \
           (uint32_t count, const sample_step_layer<T>* layers, T rate,                           \
            const sample_step_facts<T>* facts, const T* values, T* deltas, T* w),                 \
           (count, layers, rate, facts, values, deltas, w),                                       \
           sample_steps<InstructionSet, T>::update)                                               \
    KERNEL(bool, few_samples_update, (const few_samples_request<T>& step),                           \
           (step), sample_steps<InstructionSet, T>::update_few)                                   \
    KERNEL(void, dense_gradient_step,                                                             \
           (dense_shape shape, uint32_t samples, strided_rows<const T> x,                         \
            strided_rows<const T> delta, T rate, T* g, T* w),                                     \
           (shape, samples, x, delta, rate, g, w),                                                \
           dense_gradients<InstructionSet, T>::gradient_step)                                     \
    KERNEL(T, magnitude_of_rows, (uint32_t rows, uint32_t count, strided_rows<const T> x),        \
           (rows, count, x), (magnitude_bound<InstructionSet, T>::of_rows))            \
    KERNEL(bool, rows_are_finite,                                                                 \
           (uint32_t row_count, uint32_t columns, strided_rows<const T> x),                       \
           (row_count, columns, x), finite_kernels<InstructionSet, T>::rows_are_finite)           \
    KERNEL(void, copy_rows,                                                                       \
           (uint32_t row_count, uint32_t columns, strided_rows<const T> from,                     \
            strided_rows<T> to),                                                                  \
           (row_count, columns, from, to), row_copies<InstructionSet, T>::copy_rows)
#else
#define PICOMLP_X86_KERNELS(KERNEL, T)
#endif

// clang-format on

#define PICOMLP_KERNELS(KERNEL, T)    \
    PICOMLP_SAMPLE_KERNELS(KERNEL, T) \
    PICOMLP_VECTOR_KERNELS(KERNEL, T) \
    PICOMLP_X86_KERNELS(KERNEL, T)

#define PICOMLP_INSTANTIATE_KERNEL(result, name, parameters, ...) \
    template result name parameters noexcept;

/// For the sources that define the kernels, below their definitions.
#define PICOMLP_INSTANTIATE_KERNELS                    \
    PICOMLP_KERNELS(PICOMLP_INSTANTIATE_KERNEL, float) \
    PICOMLP_KERNELS(PICOMLP_INSTANTIATE_KERNEL, double)

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

#define PICOMLP_DECLARE(result, name, parameters, ...) static result name parameters;
/// The kernels of one instruction set of x86-64, defined in kernel_table.cpp. Each is a function by
/// itself and has a table of its own (x86.cpp), so that a program links those that it calls.
template <class InstructionSet, class T>
struct kernels_of {
    PICOMLP_FINITE_KERNEL(PICOMLP_DECLARE, T)
    PICOMLP_KERNELS(PICOMLP_DECLARE, T)
};
#undef PICOMLP_DECLARE

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
