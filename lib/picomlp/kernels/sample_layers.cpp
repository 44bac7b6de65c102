// SPDX-License-Identifier: MIT
#include "picomlp/kernels/sample_layers.hpp"

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/sample/target_backend.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

namespace {

/// Whether a layer of width class 0 always has the 16 outputs that forward_wide needs. Then no test
/// is made at run time, and no firmware links the code of dense_forward_relu for fewer.
template <class T>
constexpr bool goes_wide = narrow_width >= 16 && !gemv_pays && target_backend<T>::has_wide;

}  // namespace

template <class T, uint32_t WidthClass>
const T* sample_forward(const dense_shape& shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (WidthClass > 0 && target_backend<T>::has_narrow) {
        return target_backend<T>::template forward_narrow<WidthClass, false>(shape.inputs, w, x, z);
    } else if constexpr (WidthClass > 0 && gemv_pays) {
        return dense_forward_narrow(shape, false, w, x, z);
    } else {
        return dense_forward(shape, w, x, z);
    }
}

template <class T, uint32_t WidthClass>
const T* sample_forward_relu(const dense_shape& shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (WidthClass > 0 && target_backend<T>::has_narrow) {
        return target_backend<T>::template forward_narrow<WidthClass, true>(shape.inputs, w, x, z);
    } else if constexpr (WidthClass > 0 && gemv_pays) {
        return dense_forward_narrow(shape, true, w, x, z);
    } else if constexpr (goes_wide<T>) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const T* const bias = w + shape.inputs * shape.outputs;
        target_backend<T>::template forward_wide<true>(shape.outputs, split.segments, split.length,
                                                       split.extra, w, bias, x, z);
        return bias + shape.outputs;
    } else {
        return dense_forward_relu(shape, w, x, z);
    }
}

template <class T, uint32_t WidthClass>
void sample_backward(const dense_shape& shape, const T* w, const T* delta, T* dx) noexcept {
    if constexpr (WidthClass > 0 && WidthClass < 16 && target_backend<T>::has_narrow) {
        target_backend<T>::template backward_narrow<WidthClass>(shape.inputs, w, delta, dx);
    } else {
        dense_backward_sample(shape, w, delta, dx);
    }
}

template <class T, uint32_t WidthClass>
void sample_gradient(const dense_shape& shape, const T* x, const T* delta, T* g) noexcept {
    if constexpr (WidthClass > 0 && target_backend<T>::has_narrow) {
        target_backend<T>::template gradient_narrow<WidthClass>(shape.inputs, x, delta, g);
    } else {
        dense_gradient_sample(shape, x, delta, g);
    }
}

#define PICOMLP_INSTANTIATE(T, width)                                                             \
    template const T* sample_forward<T, width>(const dense_shape&, const T*, const T*,            \
                                               T*) noexcept;                                      \
    template const T* sample_forward_relu<T, width>(const dense_shape&, const T*, const T*,       \
                                                    T*) noexcept;                                 \
    template void sample_backward<T, width>(const dense_shape&, const T*, const T*, T*) noexcept; \
    template void sample_gradient<T, width>(const dense_shape&, const T*, const T*, T*) noexcept;
#define PICOMLP_INSTANTIATE_FOUR(T, a, b, c, d) \
    PICOMLP_INSTANTIATE(T, a)                   \
    PICOMLP_INSTANTIATE(T, b) PICOMLP_INSTANTIATE(T, c) PICOMLP_INSTANTIATE(T, d)
#define PICOMLP_INSTANTIATE_WIDTHS(T)          \
    PICOMLP_INSTANTIATE(T, 0)                  \
    PICOMLP_INSTANTIATE_FOUR(T, 1, 2, 3, 4)    \
    PICOMLP_INSTANTIATE_FOUR(T, 5, 6, 7, 8)    \
    PICOMLP_INSTANTIATE_FOUR(T, 9, 10, 11, 12) \
    PICOMLP_INSTANTIATE_FOUR(T, 13, 14, 15, 16)

PICOMLP_INSTANTIATE_WIDTHS(float)
PICOMLP_INSTANTIATE_WIDTHS(double)
#undef PICOMLP_INSTANTIATE_WIDTHS
#undef PICOMLP_INSTANTIATE_FOUR
#undef PICOMLP_INSTANTIATE

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
