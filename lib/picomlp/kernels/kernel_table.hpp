// Every kernel of one instruction set, so that one of several can be chosen at run time.
#pragma once

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/dense_gradients.hpp"
#include "picomlp/kernels/dense_products.hpp"
#include "picomlp/kernels/descent.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class T>
struct kernel_table {
    void (*dense_forward)(dense_shape, const T*, const T*, T*);
    void (*dense_forward_batch)(dense_shape, const T*, uint32_t, rows<const T>, rows<T>);
    void (*dense_backward)(dense_shape, const T*, uint32_t, rows<const T>, rows<T>);
    void (*dense_gradient)(dense_shape, uint32_t, rows<const T>, rows<const T>, gradient_mode, T*);
    bool (*descend)(size_t, T, const T*, T*);
    T (*lane_sum)(uint32_t, const T*);
};

template <class InstructionSet, class T>
inline constexpr kernel_table<T> table_of = {
    dense_products<InstructionSet, T>::forward,  dense_products<InstructionSet, T>::forward_batch,
    dense_products<InstructionSet, T>::backward, dense_gradients<InstructionSet, T>::gradient,
    descent<InstructionSet, T>::descend,         lane_sums<InstructionSet, T>::of_elements,
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
