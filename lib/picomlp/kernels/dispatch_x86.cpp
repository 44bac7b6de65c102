// Vectors of x86-64: every call goes to the kernels of the active instruction set, or of the only
// one.
#include "picomlp/kernels/active.hpp"
#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/finite_runs.hpp"
#include "picomlp/kernels/instantiate.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/kernels/sample/layers.hpp"
#include "picomlp/simd/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace kernels {

template <class T>
void dense_forward(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    active<T>().dense_forward(shape, w, x, z);
}

template <class T>
void dense_forward_positive(dense_shape shape, const T* w, const T* x, T* z) noexcept {
    active<T>().dense_forward_positive(shape, w, x, z);
}

template <class T>
void dense_forward_batch(dense_shape shape, const T* w, uint32_t samples, rows<const T> x,
                         rows<T> z) noexcept {
    active<T>().dense_forward_batch(shape, w, samples, x, z);
}

template <class T>
void dense_forward_positive_batch(dense_shape shape, const T* w, uint32_t samples, rows<const T> x,
                                  rows<T> z) noexcept {
    active<T>().dense_forward_positive_batch(shape, w, samples, x, z);
}

template <class T>
void dense_backward(dense_shape shape, const T* w, uint32_t samples, rows<const T> delta,
                    rows<T> dx) noexcept {
    active<T>().dense_backward(shape, w, samples, delta, dx);
}

template <class T>
void dense_backward_where_positive(dense_shape shape, const T* w, uint32_t samples,
                                   rows<const T> delta, rows<const T> a, rows<T> dx) noexcept {
    active<T>().dense_backward_where_positive(shape, w, samples, delta, a, dx);
}

template <class T>
void dense_backward_sample(dense_shape shape, const T* w, const T* delta, T* dx) noexcept {
    active<T>().dense_backward_sample(shape, w, delta, dx);
}

template <class T>
void dense_gradient_sample(dense_shape shape, const T* x, const T* delta, T* g) noexcept {
    active<T>().dense_gradient_sample(shape, x, delta, g);
}

template <class T>
void dense_gradient(dense_shape shape, uint32_t samples, rows<const T> x, rows<const T> delta,
                    gradient_mode mode, T* g) noexcept {
    active<T>().dense_gradient(shape, samples, x, delta, mode, g);
}

template <class T>
bool descend(size_t count, T rate, const T* g, T* w) noexcept {
    return active<T>().descend(count, rate, g, w);
}

template <class T>
bool decayed_descent_stays_finite(size_t count, T rate, T share, const T* g, const T* w) noexcept {
    return active<T>().decayed_descent_stays_finite(count, rate, share, g, w);
}

template <class T>
void descend_decayed(size_t count, T rate, T share, const T* g, T* w) noexcept {
    active<T>().descend_decayed(count, rate, share, g, w);
}

template <class T>
T lane_sum(uint32_t count, const T* x) noexcept {
    return active<T>().lane_sum(count, x);
}

template <class T>
void product(product_shape shape, coefficients<T> a, rows<const T> b, rows<T> c) noexcept {
    active<T>().product(shape, a, b, c);
}

template <class T>
void add_product(product_shape shape, coefficients<T> a, rows<const T> b, rows<T> c) noexcept {
    active<T>().add_product(shape, a, b, c);
}

template <class T>
void turned_product(product_shape shape, coefficients<T> a, rows<const T> b, rows<T> c) noexcept {
    active<T>().turned_product(shape, a, b, c);
}

template <class T>
void add_to_lanes(size_t count, const T* x, T* lane) noexcept {
    active<T>().add_to_lanes(count, x, lane);
}

template <class T>
void add_squares_to_lanes(size_t count, T scale, const T* x, T* lane) noexcept {
    active<T>().add_squares_to_lanes(count, scale, x, lane);
}

template <class T>
void sample_positive_parts(uint32_t count, T* z) noexcept {
    active<T>().positive_parts(count, z);
}

template <class T>
void sample_where_positive(uint32_t count, const T* a, T* delta) noexcept {
    active<T>().keep_where_positive(count, a, delta);
}

template void sample_positive_parts(uint32_t, float*) noexcept;
template void sample_positive_parts(uint32_t, double*) noexcept;
template void sample_where_positive(uint32_t, const float*, float*) noexcept;
template void sample_where_positive(uint32_t, const double*, double*) noexcept;
PICOMLP_INSTANTIATE_KERNELS(float)
PICOMLP_INSTANTIATE_KERNELS(double)

}  // namespace kernels

template <class T>
bool run_is_finite(const T* x, size_t count) noexcept {
    // As fast as a call.
    if (count < 8) return kernels::finite_runs<simd::scalar, T>::run_is_finite(x, count);
    return kernels::active<T>().run_is_finite(x, count);
}

template bool run_is_finite(const float*, size_t) noexcept;
template bool run_is_finite(const double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
