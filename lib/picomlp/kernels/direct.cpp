// One instruction set, fixed when the library was built: every kernel is called directly, so that
// a firmware's linker keeps only those it uses.
#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/instantiate.hpp"
#include "picomlp/kernels/kernel_table.hpp"
#include "picomlp/kernels/sample/direct_walk.hpp"
#include "picomlp/kernels/sample/layers.hpp"
#include "picomlp/kernels/sample/products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
bool run_is_finite(const T* x, size_t count) noexcept {
    using walk = kernels::direct_walk<T>;
    typename walk::finiteness elements;
    const size_t done = elements.add_all(count, x);
    const auto add = [&](auto run, size_t k) __attribute__((always_inline)) {
        elements.add(run.load(x + done + k));
    };
    walk::for_each_run(count - done, add);
    if (walk::finiteness::exact || elements.certain()) return elements.certain();
    for (size_t k = 0; k < count; ++k) {
        if (simd::has_full_exponent(x[k])) return false;
    }
    return true;
}

template bool run_is_finite(const float*, size_t) noexcept;
template bool run_is_finite(const double*, size_t) noexcept;

namespace kernels {

template <class T>
void dense_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    if constexpr (gemv_pays) {
        gemv<simd::direct_vectors, T>::template forward<false>(shape, w, x, z);
    } else {
        sample_products<direct_walk<T>, T>::forward(shape, w, x, z);
    }
}

template <class T>
void dense_forward_positive(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    using walk = direct_walk<T>;
    if constexpr (gemv_pays) {
        gemv<simd::direct_vectors, T>::template forward<true>(shape, w, x, z);
    } else if constexpr (walk::joins_positive_part) {
        if (shape.outputs < 16) {
            dense_forward(shape, w, x, z);
            walk::positive_parts(shape.outputs, z);
            return;
        }
        const summation_order::input_cut cut = summation_order::cut_inputs(shape);
        walk::template forward_wide<true>(shape.outputs, cut.segments, cut.length, cut.longer, w,
                                          w + shape.inputs * shape.outputs, x, z);
    } else {
        dense_forward(shape, w, x, z);
        walk::positive_parts(shape.outputs, z);
    }
}

template <class T>
void dense_forward_batch(dense_shape shape, const T* w, uint32_t samples, rows<const T> x,
                         rows<T> z) noexcept {
    dense_products<simd::direct_vectors, T>::forward_batch(shape, w, samples, x, z);
}

template <class T>
void dense_forward_positive_batch(dense_shape shape, const T* w, uint32_t samples, rows<const T> x,
                                  rows<T> z) noexcept {
    dense_products<simd::direct_vectors, T>::forward_positive_batch(shape, w, samples, x, z);
}

template <class T>
void dense_backward(dense_shape shape, const T* w, uint32_t samples, rows<const T> delta,
                    rows<T> dx) noexcept {
    dense_products<simd::direct_vectors, T>::backward(shape, w, samples, delta, dx);
}

template <class T>
void dense_backward_where_positive(dense_shape shape, const T* w, uint32_t samples,
                                   rows<const T> delta, rows<const T> a, rows<T> dx) noexcept {
    dense_products<simd::direct_vectors, T>::backward_where_positive(shape, w, samples, delta, a,
                                                                     dx);
}

template <class T>
void dense_backward_sample(dense_shape shape, const T* w, const T* delta, T* dx) noexcept {
    sample_products<direct_walk<T>, T>::backward(shape, w, delta, dx);
}

template <class T>
void dense_gradient_sample(dense_shape shape, const T* x, const T* delta, T* g) noexcept {
    sample_products<direct_walk<T>, T>::gradient(shape, x, delta, g);
}

template <class T>
void dense_gradient(dense_shape shape, uint32_t samples, rows<const T> x, rows<const T> delta,
                    gradient_mode mode, T* g) noexcept {
    dense_gradients<simd::direct_vectors, T>::gradient(shape, samples, x, delta, mode, g);
}

template <class T>
bool descend(size_t count, T rate, const T* g, T* w) noexcept {
    return descent<direct_walk<T>, T>::descend(count, rate, g, w);
}

template <class T>
bool decayed_descent_stays_finite(size_t count, T rate, T share, const T* g, const T* w) noexcept {
    return descent<direct_walk<T>, T>::decayed_descent_stays_finite(count, rate, share, g, w);
}

template <class T>
void descend_decayed(size_t count, T rate, T share, const T* g, T* w) noexcept {
    descent<direct_walk<T>, T>::descend_decayed(count, rate, share, g, w);
}

template <class T>
T lane_sum(uint32_t count, const T* x) noexcept {
    return lane_sums<simd::direct_vectors, T>::of_elements(count, x);
}

template <class T>
void product(product_shape shape, coefficients<T> a, rows<const T> b, rows<T> c) noexcept {
    matrix_products<simd::direct_vectors, T>::product(shape, a, b, c);
}

template <class T>
void add_product(product_shape shape, coefficients<T> a, rows<const T> b, rows<T> c) noexcept {
    matrix_products<simd::direct_vectors, T>::add_product(shape, a, b, c);
}

template <class T>
void turned_product(product_shape shape, coefficients<T> a, rows<const T> b, rows<T> c) noexcept {
    matrix_products<simd::direct_vectors, T>::turned_product(shape, a, b, c);
}

template <class T>
void add_to_lanes(size_t count, const T* x, T* lane) noexcept {
    lane_sums<simd::direct_vectors, T>::add_elements(count, x, lane);
}

template <class T>
void add_squares_to_lanes(size_t count, T scale, const T* x, T* lane) noexcept {
    lane_sums<simd::direct_vectors, T>::add_squares(count, scale, x, lane);
}

template <class T>
void sample_positive_parts(uint32_t count, T* z) noexcept {
    direct_walk<T>::positive_parts(count, z);
}

template <class T>
void sample_where_positive(uint32_t count, const T* a, T* delta) noexcept {
    direct_walk<T>::keep_where_positive(count, a, delta);
}

template void sample_positive_parts(uint32_t, float*) noexcept;
template void sample_positive_parts(uint32_t, double*) noexcept;
template void sample_where_positive(uint32_t, const float*, float*) noexcept;
template void sample_where_positive(uint32_t, const double*, double*) noexcept;
PICOMLP_INSTANTIATE_KERNELS(float)
PICOMLP_INSTANTIATE_KERNELS(double)

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
