// SPDX-License-Identifier: MIT
#include "picomlp/initializer/numpy.hpp"

#include <stddef.h>

#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// weight (out, in) = next(), row by row of W.
template <class T, class Next>
void fill_row_by_row(dense_shape shape, T* weights, Next next) {
    for (size_t out = 0; out < shape.outputs; ++out) {
        for (size_t in = 0; in < shape.inputs; ++in) {
            weights[in * shape.outputs + out] = static_cast<T>(next());
        }
    }
}

}  // namespace

template <class T>
void numpy_normal_times::operator()(dense_shape shape, T* weights, numpy_random_state& source) const
    noexcept(detail::needs_real<T>()) {
    fill_row_by_row(shape, weights, [&] { return source.normal() * factor; });
}

template <class T>
void numpy_uniform_times::operator()(dense_shape shape, T* weights,
                                     numpy_random_state& source) const
    noexcept(detail::needs_real<T>()) {
    fill_row_by_row(shape, weights, [&] { return source.uniform() * factor; });
}

template <class T>
void numpy_he::operator()(dense_shape shape, T* weights, numpy_random_state& source) const
    noexcept(detail::needs_real<T>()) {
    const double spread = math::sqrt(2.0 / static_cast<double>(shape.inputs));
    fill_row_by_row(shape, weights, [&] { return source.normal() * spread; });
}

template <class T>
void numpy_xavier::operator()(dense_shape shape, T* weights, numpy_random_state& source) const
    noexcept(detail::needs_real<T>()) {
    const double spread = math::sqrt(1.0 / static_cast<double>(shape.inputs));
    fill_row_by_row(shape, weights, [&] { return source.normal() * spread; });
}

template <class T>
void numpy_normal_over_root::operator()(dense_shape shape, T* weights,
                                        numpy_random_state& source) const
    noexcept(detail::needs_real<T>()) {
    const double root = math::sqrt(static_cast<double>(shape.inputs));
    fill_row_by_row(shape, weights, [&] { return source.normal() / root; });
}

#define PICOMLP_INSTANTIATE(INITIALIZER)                                            \
    template void INITIALIZER::operator()(dense_shape, float*, numpy_random_state&) \
        const noexcept;                                                             \
    template void INITIALIZER::operator()(dense_shape, double*, numpy_random_state&) const noexcept;
PICOMLP_INSTANTIATE(numpy_normal_times)
PICOMLP_INSTANTIATE(numpy_uniform_times)
PICOMLP_INSTANTIATE(numpy_he)
PICOMLP_INSTANTIATE(numpy_xavier)
PICOMLP_INSTANTIATE(numpy_normal_over_root)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
