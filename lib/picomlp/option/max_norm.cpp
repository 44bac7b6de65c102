#include "picomlp/option/max_norm.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/matrix/reductions.hpp"
#include "picomlp/option/shorten.hpp"
#include "picomlp/option/trained_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace norm_constraints {

namespace {

/// For sums of squares from here on, underflow is negligible: each square loses at most 2^-150
/// (double 2^-1075), and there are fewer than 2^16 of them.
template <class T>
inline constexpr T least_sum = T(0);
template <>
inline constexpr float least_sum<float> = 0x1p-100F;
template <>
inline constexpr double least_sum<double> = 0x1p-900;

/// Units whose sums are computed together; their weights are neighbours in memory.
constexpr uint32_t side_by_side = 16;

template <class T>
void limit_lengths_of_layer(T limit, dense_shape shape, T* weights) {
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
            const T length = is_finite(sum[u]) && sum[u] >= least_sum<T>
                                 ? math::sqrt(sum[u])
                                 : detail::norm_of_elements<T>(shape.inputs, 1, {unit, stride});
            if (length > limit) shorten(length, limit, shape.inputs, stride, unit);
        }
    }
}

}  // namespace

template <class T>
void limit_lengths(const T* limit, const trained_layers<T>& layers, T* parameters) noexcept {
    for_each_trained(layers, [&](uint32_t l, dense_shape shape, size_t offset, size_t) {
        if (limit[l] > T(0)) limit_lengths_of_layer(limit[l], shape, parameters + offset);
    });
}

template void limit_lengths(const float*, const trained_layers<float>&, float*) noexcept;
template void limit_lengths(const double*, const trained_layers<double>&, double*) noexcept;

}  // namespace norm_constraints
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
