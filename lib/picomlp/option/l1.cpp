#include "picomlp/option/l1.hpp"

#include "picomlp/kernels/dense.hpp"
#include "picomlp/option/trained_weights.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace weight_penalties {

namespace {

template <class T>
T magnitude(T x) {
    return x < T(0) ? -x : x;
}

template <class T>
T sum_of_magnitudes(size_t count, const T* weights) {
    constexpr uint32_t lanes = summation_order::sample_lanes;
    T lane[lanes] = {};
    size_t e = 0;
    for (; e + lanes <= count; e += lanes) {
        for (size_t j = 0; j < lanes; ++j) lane[j] += magnitude(weights[e + j]);
    }
    for (size_t j = 0; e + j < count; ++j) lane[j] += magnitude(weights[e + j]);
    return kernels::lane_sum(lanes, static_cast<const T*>(lane));
}

template <class T>
void add_signs(size_t count, T rate, const T* weights, T* gradient) {
    for (size_t k = 0; k < count; ++k) {
        // Adding -0 changes no number, not even -0.
        const T below = weights[k] < T(0) ? -rate : -T(0);
        gradient[k] += weights[k] > T(0) ? rate : below;
    }
}

}  // namespace

template <class T>
void add_l1(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept {
    for_each_trained(layers, [&](uint32_t l, dense_shape shape, size_t offset, size_t place) {
        if (lambda[l] == T(0)) return;
        const size_t count = weight_count_of(shape);
        const T* weights = parameters + offset;
        const T rate = lambda[l] / static_cast<T>(samples);
        *cost += rate * sum_of_magnitudes(count, weights);
        if (gradient != nullptr) add_signs(count, rate, weights, gradient + place);
    });
}

template void add_l1(const float*, const trained_layers<float>&, uint32_t, const float*, float*,
                     float*) noexcept;
template void add_l1(const double*, const trained_layers<double>&, uint32_t, const double*, double*,
                     double*) noexcept;

}  // namespace weight_penalties
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
