#include "picomlp/option/l2.hpp"

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/option/trained_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace weight_penalties {

namespace {

template <class T>
T sum_of_squares(size_t count, const T* weights) {
    T lane[summation_order::sample_lanes] = {};
    kernels::add_squares_to_lanes(count, T(1), weights, static_cast<T*>(lane));
    return kernels::lane_sum(summation_order::sample_lanes, static_cast<const T*>(lane));
}

}  // namespace

template <class T>
void add_l2(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept {
    for_each_trained(layers, [&](uint32_t l, dense_shape shape, size_t offset, size_t place) {
        if (lambda[l] == T(0)) return;
        const size_t count = weight_count_of(shape);
        const T* weights = parameters + offset;
        const T rate = lambda[l] / static_cast<T>(samples);
        *cost += rate / T(2) * sum_of_squares(count, weights);
        if (gradient == nullptr) return;
        // Descending by a negative rate: g = madd(rate, w, g).
        const bool finite = kernels::descend(count, -rate, weights, gradient + place);
        if (!finite) gradient[place] = static_cast<T>(__builtin_inf());
    });
}

template void add_l2(const float*, const trained_layers<float>&, uint32_t, const float*, float*,
                     float*) noexcept;
template void add_l2(const double*, const trained_layers<double>&, uint32_t, const double*, double*,
                     double*) noexcept;

}  // namespace weight_penalties
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
