// The list of kernels, of which the table of one instruction set, the calls and the instantiations
// are made: KERNEL(result, name, (parameters), (arguments), what computes it) for each, with T as
// the number type and an InstructionSet. Contracts: dense.hpp, products.hpp, sample_layers.hpp.
#pragma once

// clang-format off

// Those for one sample, and for plain arrays: where a build has only one instruction set they go by
// the target's walk, as kernels/dispatch/direct.cpp says.
#define PICOMLP_WALK_KERNELS(KERNEL, T)                                                           \
    KERNEL(void, dense_forward, (dense_shape shape, const T* w, const T* x, T* z),                \
           (shape, w, x, z),                                                                      \
           gemv<InstructionSet, T>::template forward<false>)                                      \
    KERNEL(void, dense_forward_relu, (dense_shape shape, const T* w, const T* x, T* z),       \
           (shape, w, x, z),                                                                      \
           gemv<InstructionSet, T>::template forward<true>)                                       \
    KERNEL(void, dense_backward_sample,                                                           \
           (dense_shape shape, const T* w, const T* delta, T* dx), (shape, w, delta, dx),         \
           dense_products<InstructionSet, T>::backward_sample)                                    \
    KERNEL(void, dense_gradient_sample,                                                           \
           (dense_shape shape, const T* x, const T* delta, T* g), (shape, x, delta, g),           \
           dense_gradients<InstructionSet, T>::gradient_sample)                                   \
    KERNEL(void, sample_relu, (uint32_t count, T* z), (count, z),                       \
           relu_runs<InstructionSet, T>::relu)                                      \
    KERNEL(void, sample_relu_backward, (uint32_t count, const T* a, T* delta),                   \
           (count, a, delta),                                                                     \
           relu_runs<InstructionSet, T>::relu_backward)                                 \
    KERNEL(bool, descend, (size_t count, T rate, const T* g, T* w), (count, rate, g, w),          \
           descent<vector_walk<InstructionSet, T>, T>::descend)                                   \
    KERNEL(bool, decayed_descent_stays_finite,                                                    \
           (size_t count, T rate, T share, const T* g, const T* w), (count, rate, share, g, w),   \
           descent<vector_walk<InstructionSet, T>, T>::decayed_descent_stays_finite)              \
    KERNEL(void, descend_decayed, (size_t count, T rate, T share, const T* g, T* w),              \
           (count, rate, share, g, w),                                                            \
           descent<vector_walk<InstructionSet, T>, T>::descend_decayed)

// All others, the same everywhere.
#define PICOMLP_VECTOR_KERNELS(KERNEL, T)                                                         \
    KERNEL(void, dense_forward_batch,                                                             \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> x, strided_rows<T> z),         \
           (shape, w, samples, x, z),                                                             \
           dense_products<InstructionSet, T>::forward_batch)                                      \
    KERNEL(void, dense_forward_relu_batch,                                                    \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> x, strided_rows<T> z),         \
           (shape, w, samples, x, z),                                                             \
           dense_products<InstructionSet, T>::forward_relu_batch)                             \
    KERNEL(void, dense_backward,                                                                  \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> delta, strided_rows<T> dx),    \
           (shape, w, samples, delta, dx),                                                        \
           dense_products<InstructionSet, T>::backward)                                           \
    KERNEL(void, dense_backward_relu,                                                   \
           (dense_shape shape, const T* w, uint32_t samples, strided_rows<const T> delta,                 \
            strided_rows<const T> a, strided_rows<T> dx),                                                         \
           (shape, w, samples, delta, a, dx),                                                     \
           dense_products<InstructionSet, T>::backward_relu)                            \
    KERNEL(void, dense_gradient,                                                                  \
           (dense_shape shape, uint32_t samples, strided_rows<const T> x, strided_rows<const T> delta,            \
            gradient_mode mode, T* g),                                                            \
           (shape, samples, x, delta, mode, g),                                                   \
           dense_gradients<InstructionSet, T>::gradient)                                          \
    KERNEL(T, lane_sum, (uint32_t count, const T* x), (count, x),                                 \
           lane_sums<InstructionSet, T>::of_elements)                                             \
    KERNEL(void, product,                                                                         \
           (product_shape shape, coefficients<T> a, strided_rows<const T> b, strided_rows<T> c), (shape, a, b, c),\
           matrix_products<InstructionSet, T>::product)                                           \
    KERNEL(void, add_product,                                                                     \
           (product_shape shape, coefficients<T> a, strided_rows<const T> b, strided_rows<T> c), (shape, a, b, c),\
           matrix_products<InstructionSet, T>::add_product)                                       \
    KERNEL(void, turned_product,                                                                  \
           (product_shape shape, coefficients<T> a, strided_rows<const T> b, strided_rows<T> c), (shape, a, b, c),\
           matrix_products<InstructionSet, T>::turned_product)                                    \
    KERNEL(void, add_to_lanes, (size_t count, const T* x, T* lane), (count, x, lane),             \
           lane_sums<InstructionSet, T>::add_elements)                                            \
    KERNEL(void, add_squares_to_lanes, (size_t count, T scale, const T* x, T* lane),              \
           (count, scale, x, lane),                                                               \
           lane_sums<InstructionSet, T>::add_squares)

// clang-format on

#define PICOMLP_KERNELS(KERNEL, T)  \
    PICOMLP_WALK_KERNELS(KERNEL, T) \
    PICOMLP_VECTOR_KERNELS(KERNEL, T)

#define PICOMLP_INSTANTIATE_KERNEL(result, name, parameters, ...) \
    template result name parameters noexcept;

/// For the sources that define the kernels, below their definitions.
#define PICOMLP_INSTANTIATE_KERNELS                    \
    PICOMLP_KERNELS(PICOMLP_INSTANTIATE_KERNEL, float) \
    PICOMLP_KERNELS(PICOMLP_INSTANTIATE_KERNEL, double)
