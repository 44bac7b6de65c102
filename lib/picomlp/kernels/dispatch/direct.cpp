// SPDX-License-Identifier: MIT
// A single instruction set, fixed at compile time: every kernel is called directly, so that a
// firmware's linker keeps only those that it uses.
#include "picomlp/kernels/batch/target_batches.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/dispatch/kernel_table.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/sample/backend.hpp"
#include "picomlp/kernels/sample/target_backend.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
bool all_finite(const T* x, size_t count) noexcept {
    using backend = kernels::target_backend<T>;
    typename backend::finite_check elements;
    const size_t done = elements.add_many(count, x);
    const auto add = [&](auto strip, size_t k) __attribute__((always_inline)) {
        elements.add(strip.load(x + done + k));
    };
    backend::for_each_strip(count - done, add);
    if (backend::finite_check::exact || elements.all_finite()) return elements.all_finite();
    for (size_t k = 0; k < count; ++k) {
        if (detail::is_nan_or_inf(x[k])) return false;
    }
    return true;
}

template bool all_finite(const float*, size_t) noexcept;
template bool all_finite(const double*, size_t) noexcept;

namespace kernels {

template <class T>
const T* dense_forward(const dense_shape& shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (gemv_pays) {
        return gemv<simd::target_vectors, T>::template forward<false>(shape, w, x, z);
    } else {
        return sample_products<target_backend<T>, T>::forward(shape, w, x, z);
    }
}

template <class T>
const T* dense_forward_relu(const dense_shape& shape, const T* w, const T* x, T* z) noexcept {
    using backend = target_backend<T>;
    if constexpr (gemv_pays) {
        return gemv<simd::target_vectors, T>::template forward<true>(shape, w, x, z);
    } else if constexpr (backend::has_forward_relu) {
        return backend::forward_relu(shape, w, x, z);
    } else if constexpr (backend::has_wide) {
        if (shape.outputs < 16) {
            const T* const end = dense_forward(shape, w, x, z);
            backend::relu(shape.outputs, z);
            return end;
        }
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const T* const bias = w + shape.inputs * shape.outputs;
        backend::template forward_wide<true>(shape.outputs, split.segments, split.length,
                                             split.extra, w, bias, x, z);
        return bias + shape.outputs;
    } else {
        const T* const end = dense_forward(shape, w, x, z);
        backend::relu(shape.outputs, z);
        return end;
    }
}

template <class T>
void dense_backward_sample(const dense_shape& shape, const T* w, const T* delta, T* dx) noexcept {
    sample_products<target_backend<T>, T>::backward(shape, w, delta, dx);
}

template <class T>
void dense_gradient_sample(const dense_shape& shape, const T* x, const T* delta, T* g) noexcept {
    sample_products<target_backend<T>, T>::gradient(shape, x, delta, g);
}

template <class T>
bool sgd_step(size_t count, T rate, const T* g, T* w) noexcept {
    return sgd_kernels<target_backend<T>, T>::sgd_step(count, rate, g, w);
}

template <class T>
bool decayed_sgd_step_stays_finite(size_t count, T rate, T decay, const T* g, const T* w) noexcept {
    return sgd_kernels<target_backend<T>, T>::decayed_sgd_step_stays_finite(count, rate, decay, g,
                                                                            w);
}

template <class T>
void decayed_sgd_step(size_t count, T rate, T decay, const T* g, T* w) noexcept {
    sgd_kernels<target_backend<T>, T>::decayed_sgd_step(count, rate, decay, g, w);
}

template <class T>
void sample_relu(uint32_t count, T* z, T /*no_parameter*/) noexcept {
    target_backend<T>::relu(count, z);
}

template <class T>
void sample_relu_backward(uint32_t count, const T* a, T* delta, T /*no_parameter*/) noexcept {
    target_backend<T>::relu_backward(count, a, delta);
}

#define PICOMLP_CALL(result, name, parameters, arguments, ...) \
    template <class T>                                         \
    result name parameters noexcept {                          \
        using InstructionSet = simd::target_vectors;           \
        return __VA_ARGS__ arguments;                          \
    }
PICOMLP_VECTOR_KERNELS(PICOMLP_CALL, T)
#undef PICOMLP_CALL
PICOMLP_INSTANTIATE_KERNELS

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
