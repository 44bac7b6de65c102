// SPDX-License-Identifier: MIT
#include "picomlp/option/clipping.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/matrix/reductions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct limits_of_norms;
template <>
struct limits_of_norms<float> {
    static constexpr float huge = 0x1p60F;
    static constexpr float down = 0x1p-64F;
    static constexpr float least_sum = 0x1p-100F;
};
template <>
struct limits_of_norms<double> {
    static constexpr double huge = 0x1p500;
    static constexpr double down = 0x1p-520;
    static constexpr double least_sum = 0x1p-900;
};

template <class T>
void multiply(T factor, size_t count, size_t stride, T* x) {
    for (size_t k = 0; k < count; ++k) x[k * stride] *= factor;
}

/// x = x * (limit / length) for `count` elements of x that lie `stride` apart, all finite; `length`
/// is their computed length, length > limit > 0.
///
/// The quotient would lose digits beside a huge length, and a length may be infinite when no
/// element is. So above `huge` the elements are first multiplied by `down`, and the length is
/// computed again, as NORM of kernels/order.hpp.
template <class T>
[[gnu::noinline]] void rescale_to_norm(T length, T limit, size_t count, size_t stride, T* x) {
    if (length > limits_of_norms<T>::huge) {
        multiply(limits_of_norms<T>::down, count, stride, x);
        length = detail::norm_of_elements<T>(count, 1, {x, stride});
    }
    multiply(limit / length, count, stride, x);
}

/// Units whose sums are computed together; their weights are neighbours in memory.
constexpr uint32_t side_by_side = 16;

template <class T>
void clip_units_of_layer(T limit, dense_shape shape, T* weights) {
    const size_t stride = shape.outputs;
    for (uint32_t first = 0; first < shape.outputs; first += side_by_side) {
        const uint32_t left = shape.outputs - first;
        const uint32_t units = left < side_by_side ? left : side_by_side;
        T sum[side_by_side] = {};
        for (uint32_t i = 0; i < shape.inputs; ++i) {
            const T* row = weights + i * stride + first;
            for (uint32_t u = 0; u < units; ++u) sum[u] += row[u] * row[u];
        }
        for (uint32_t u = 0; u < units; ++u) {
            T* unit = weights + first + u;
            // From least_sum on, underflow is negligible: each square loses at most 2^-150 (double
            // 2^-1075), and there are fewer than 2^16 of them.
            const T length = is_finite(sum[u]) && sum[u] >= limits_of_norms<T>::least_sum
                                 ? math::sqrt(sum[u])
                                 : detail::norm_of_elements<T>(shape.inputs, 1, {unit, stride});
            if (length > limit) rescale_to_norm(length, limit, shape.inputs, stride, unit);
        }
    }
}

}  // namespace

namespace detail {

template <class T>
void clip_norm(T limit, size_t count, T* gradient) noexcept {
    if (count == 0) return;
    const T length = detail::norm_of_elements<T>(1, count, {gradient, count});
    if (!(length > limit)) return;  // NaN too
    if (!is_finite(length) && !all_finite(gradient, count)) return;
    rescale_to_norm(length, limit, count, 1, gradient);
}

template <class T>
void clip_values(T limit, size_t count, T* gradient) noexcept {
    constexpr T infinity = static_cast<T>(__builtin_inf());
    for (size_t k = 0; k < count; ++k) {
        const T g = gradient[k];
        const T not_above = g > limit && g < infinity ? limit : g;
        gradient[k] = g < -limit && g > -infinity ? -limit : not_above;
    }
}

template <class T>
void clip_units(const T* limit, const trained_layers<T>& layers, T* parameters) noexcept {
    for_each_trained_layer(layers, [&](uint32_t l, dense_shape shape, size_t offset, size_t) {
        if (limit[l] > T(0)) clip_units_of_layer(limit[l], shape, parameters + offset);
    });
}

#define PICOMLP_INSTANTIATE(T)                         \
    template void clip_norm(T, size_t, T*) noexcept;   \
    template void clip_values(T, size_t, T*) noexcept; \
    template void clip_units(const T*, const trained_layers<T>&, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
