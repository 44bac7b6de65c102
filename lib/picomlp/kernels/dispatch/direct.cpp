// One instruction set, fixed when the library was built: every kernel is called directly, so that
// a firmware's linker keeps only those it uses.
#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/dispatch/kernel_list.hpp"
#include "picomlp/kernels/dispatch/kernel_table.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/sample/products.hpp"
#include "picomlp/kernels/sample/target_walk.hpp"
#include "picomlp/kernels/sample_layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
bool run_is_finite(const T* x, size_t count) noexcept {
    using walk = kernels::target_walk<T>;
    typename walk::finiteness elements;
    const size_t done = elements.add_all(count, x);
    const auto add = [&](auto run, size_t k) __attribute__((always_inline)) {
        elements.add(run.load(x + done + k));
    };
    walk::for_each_run(count - done, add);
    if (walk::finiteness::exact || elements.certain()) return elements.certain();
    for (size_t k = 0; k < count; ++k) {
        if (detail::is_nan_or_inf(x[k])) return false;
    }
    return true;
}

template bool run_is_finite(const float*, size_t) noexcept;
template bool run_is_finite(const double*, size_t) noexcept;

namespace kernels {

template <class T>
void dense_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (gemv_pays) {
        gemv<simd::target_vectors, T>::template forward<false>(shape, w, x, z);
    } else {
        sample_products<target_walk<T>, T>::forward(shape, w, x, z);
    }
}

template <class T>
void dense_forward_relu(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    using walk = target_walk<T>;
    if constexpr (gemv_pays) {
        gemv<simd::target_vectors, T>::template forward<true>(shape, w, x, z);
    } else if constexpr (walk::fuses_relu) {
        if (shape.outputs < 16) {
            dense_forward(shape, w, x, z);
            walk::relu(shape.outputs, z);
            return;
        }
        const summation_order::input_cut cut = summation_order::cut_inputs(shape);
        walk::template forward_wide<true>(shape.outputs, cut.segments, cut.length, cut.longer, w,
                                          w + shape.inputs * shape.outputs, x, z);
    } else {
        dense_forward(shape, w, x, z);
        walk::relu(shape.outputs, z);
    }
}

template <class T>
void dense_backward_sample(dense_shape shape, const T* w, const T* delta, T* dx) noexcept {
    sample_products<target_walk<T>, T>::backward(shape, w, delta, dx);
}

template <class T>
void dense_gradient_sample(dense_shape shape, const T* x, const T* delta, T* g) noexcept {
    sample_products<target_walk<T>, T>::gradient(shape, x, delta, g);
}

template <class T>
bool descend(size_t count, T rate, const T* g, T* w) noexcept {
    return descent<target_walk<T>, T>::descend(count, rate, g, w);
}

template <class T>
bool decayed_descent_stays_finite(size_t count, T rate, T share, const T* g, const T* w) noexcept {
    return descent<target_walk<T>, T>::decayed_descent_stays_finite(count, rate, share, g, w);
}

template <class T>
void descend_decayed(size_t count, T rate, T share, const T* g, T* w) noexcept {
    descent<target_walk<T>, T>::descend_decayed(count, rate, share, g, w);
}

template <class T>
void sample_relu(uint32_t count, T* z) noexcept {
    target_walk<T>::relu(count, z);
}

template <class T>
void sample_relu_backward(uint32_t count, const T* a, T* delta) noexcept {
    target_walk<T>::relu_backward(count, a, delta);
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
