// SPDX-License-Identifier: MIT
#include "picomlp/kernels/sample_layers.hpp"

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/sample/target_backend.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

namespace {

template <class T, uint32_t Width, bool Relu>
[[gnu::always_inline]] inline void forward_narrow(dense_shape shape, const T* w, const T* x, T* z) {
    using backend = target_backend<T>;
    const summation_order::input_split split = summation_order::split_inputs({shape.inputs, Width});
    const T* const bias = w + shape.inputs * Width;
    backend::template forward_narrow<Width, Relu>(split.segments, split.length, split.extra, w,
                                                  bias, x, z);
}

/// Whether a layer of width class 0 always has the 16 outputs that forward_wide needs. Then no test
/// is made at run time, and no firmware links the code of dense_forward_relu for fewer.
template <class T>
constexpr bool goes_wide = narrow_width >= 16 && !gemv_pays && target_backend<T>::has_wide;

}  // namespace

template <class T, uint32_t WidthClass>
void sample_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (WidthClass > 0 && target_backend<T>::has_narrow) {
        forward_narrow<T, WidthClass, false>(shape, w, x, z);
    } else if constexpr (WidthClass > 0 && gemv_pays) {
        dense_forward_narrow(shape, false, w, x, z);
    } else {
        dense_forward(shape, w, x, z);
    }
}

template <class T, uint32_t WidthClass>
void sample_forward_relu(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (WidthClass > 0 && target_backend<T>::has_narrow) {
        forward_narrow<T, WidthClass, true>(shape, w, x, z);
    } else if constexpr (WidthClass > 0 && gemv_pays) {
        dense_forward_narrow(shape, true, w, x, z);
    } else if constexpr (goes_wide<T>) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        target_backend<T>::template forward_wide<true>(shape.outputs, split.segments, split.length,
                                                       split.extra, w,
                                                       w + shape.inputs * shape.outputs, x, z);
    } else {
        dense_forward_relu(shape, w, x, z);
    }
}

template <class T, uint32_t WidthClass>
void sample_backward(dense_shape shape, const T* w, const T* delta, T* dx) noexcept {
    if constexpr (WidthClass > 0 && WidthClass < 16 && target_backend<T>::has_narrow) {
        target_backend<T>::template backward_narrow<WidthClass>(shape.inputs, w, delta, dx);
    } else {
        dense_backward_sample(shape, w, delta, dx);
    }
}

template <class T, uint32_t WidthClass>
void sample_gradient(dense_shape shape, const T* x, const T* delta, T* g) noexcept {
    if constexpr (WidthClass > 0 && target_backend<T>::has_narrow) {
        target_backend<T>::template gradient_narrow<WidthClass>(shape.inputs, x, delta, g);
    } else {
        dense_gradient_sample(shape, x, delta, g);
    }
}

#define PICOMLP_INSTANTIATE(T, width)                                                          \
    template void sample_forward<T, width>(dense_shape, const T*, const T*, T*) noexcept;      \
    template void sample_forward_relu<T, width>(dense_shape, const T*, const T*, T*) noexcept; \
    template void sample_backward<T, width>(dense_shape, const T*, const T*, T*) noexcept;     \
    template void sample_gradient<T, width>(dense_shape, const T*, const T*, T*) noexcept;
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
