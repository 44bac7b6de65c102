#include "picomlp/kernels/sample_layers.hpp"

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/sample/target_walk.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

namespace {

template <class T, uint32_t Width, bool Relu>
[[gnu::always_inline]] inline void forward_narrow(dense_shape shape, const T* w, const T* x, T* z) {
    using walk = target_walk<T>;
    const summation_order::input_cut cut = summation_order::cut_inputs({shape.inputs, Width});
    const T* const bias = w + shape.inputs * Width;
    if constexpr (walk::fuses_relu) {
        walk::template forward_narrow<Width, Relu>(cut.segments, cut.length, cut.longer, w, bias, x,
                                                   z);
    } else {
        walk::template forward_narrow<Width>(cut.segments, cut.length, cut.longer, w, bias, x, z);
        if constexpr (Relu) walk::template relu<Width>(z);
    }
}

/// Whether a layer without a routine for its width has the 16 outputs that forward_wide needs, so
/// that nothing has to look: no firmware links what dense_forward_relu does with fewer.
template <class T>
constexpr bool goes_wide = narrow_width >= 16 && !gemv_pays && target_walk<T>::fuses_relu;

}  // namespace

template <class T, uint32_t WidthClass>
void sample_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (WidthClass > 0 && target_walk<T>::has_narrow) {
        forward_narrow<T, WidthClass, false>(shape, w, x, z);
    } else {
        dense_forward(shape, w, x, z);
    }
}

template <class T, uint32_t WidthClass>
void sample_forward_relu(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (WidthClass > 0 && target_walk<T>::has_narrow) {
        forward_narrow<T, WidthClass, true>(shape, w, x, z);
    } else if constexpr (goes_wide<T>) {
        const summation_order::input_cut cut = summation_order::cut_inputs(shape);
        target_walk<T>::template forward_wide<true>(shape.outputs, cut.segments, cut.length,
                                                    cut.longer, w, w + shape.inputs * shape.outputs,
                                                    x, z);
    } else {
        dense_forward_relu(shape, w, x, z);
    }
}

template <class T, uint32_t WidthClass>
void sample_backward(dense_shape shape, const T* w, const T* delta, T* dx) noexcept {
    if constexpr (WidthClass > 0 && WidthClass < 16 && target_walk<T>::has_narrow) {
        target_walk<T>::template backward_narrow<WidthClass>(shape.inputs, w, delta, dx);
    } else {
        dense_backward_sample(shape, w, delta, dx);
    }
}

template <class T, uint32_t WidthClass>
void sample_gradient(dense_shape shape, const T* x, const T* delta, T* g) noexcept {
    if constexpr (WidthClass > 0 && target_walk<T>::has_narrow) {
        target_walk<T>::template gradient_narrow<WidthClass>(shape.inputs, x, delta, g);
    } else {
        dense_gradient_sample(shape, x, delta, g);
    }
}

#define PICOMLP_INSTANTIATE(T, width)                                                          \
    template void sample_forward<T, width>(dense_shape, const T*, const T*, T*) noexcept;      \
    template void sample_forward_relu<T, width>(dense_shape, const T*, const T*, T*) noexcept; \
    template void sample_backward<T, width>(dense_shape, const T*, const T*, T*) noexcept;     \
    template void sample_gradient<T, width>(dense_shape, const T*, const T*, T*) noexcept;
#define PICOMLP_INSTANTIATE_WIDTHS(T) \
    PICOMLP_INSTANTIATE(T, 0)         \
    PICOMLP_INSTANTIATE(T, 1)         \
    PICOMLP_INSTANTIATE(T, 2)         \
    PICOMLP_INSTANTIATE(T, 3)         \
    PICOMLP_INSTANTIATE(T, 4)         \
    PICOMLP_INSTANTIATE(T, 5)         \
    PICOMLP_INSTANTIATE(T, 6)         \
    PICOMLP_INSTANTIATE(T, 7)         \
    PICOMLP_INSTANTIATE(T, 8)         \
    PICOMLP_INSTANTIATE(T, 9)         \
    PICOMLP_INSTANTIATE(T, 10)        \
    PICOMLP_INSTANTIATE(T, 11)        \
    PICOMLP_INSTANTIATE(T, 12)        \
    PICOMLP_INSTANTIATE(T, 13)        \
    PICOMLP_INSTANTIATE(T, 14)        \
    PICOMLP_INSTANTIATE(T, 15)        \
    PICOMLP_INSTANTIATE(T, 16)

PICOMLP_INSTANTIATE_WIDTHS(float)
PICOMLP_INSTANTIATE_WIDTHS(double)

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
