// SPDX-License-Identifier: MIT
#include "picomlp/option/weight_regularization.hpp"

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T magnitude(T x) {
    return x < T(0) ? -x : x;
}

template <class T>
T sum_of_magnitudes(size_t count, const T* weights) {
    constexpr uint32_t lanes = summation_order::sum_accumulators;
    T lane[lanes] = {};
    size_t e = 0;
    for (; e + lanes <= count; e += lanes) {
        for (size_t j = 0; j < lanes; ++j) lane[j] += magnitude(weights[e + j]);
    }
    for (size_t j = 0; e + j < count; ++j) lane[j] += magnitude(weights[e + j]);
    return kernels::interleaved_sum(lanes, static_cast<const T*>(lane));
}

template <class T>
void add_signs(size_t count, T rate, const T* weights, T* gradient) {
    for (size_t k = 0; k < count; ++k) {
        // Adding -0 changes no number, not even -0.
        const T below = weights[k] < T(0) ? -rate : -T(0);
        gradient[k] += weights[k] > T(0) ? rate : below;
    }
}

template <class T>
T sum_of_squares(size_t count, const T* weights) {
    T lane[summation_order::sum_accumulators] = {};
    kernels::add_squares_to_accumulators(count, T(1), weights, static_cast<T*>(lane));
    return kernels::interleaved_sum(summation_order::sum_accumulators, static_cast<const T*>(lane));
}

}  // namespace

namespace detail {

template <class T>
void add_l1(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept {
    for_each_trained_layer(layers, [&](uint32_t l, dense_shape shape, size_t offset, size_t place) {
        if (lambda[l] == T(0)) return;
        const size_t count = weight_count_of(shape);
        const T* weights = parameters + offset;
        const T rate = lambda[l] / static_cast<T>(samples);
        *cost += rate * sum_of_magnitudes(count, weights);
        if (gradient != nullptr) add_signs(count, rate, weights, gradient + place);
    });
}

template <class T>
void add_l2(const T* lambda, const trained_layers<T>& layers, uint32_t samples, const T* parameters,
            T* cost, T* gradient) noexcept {
    for_each_trained_layer(layers, [&](uint32_t l, dense_shape shape, size_t offset, size_t place) {
        if (lambda[l] == T(0)) return;
        const size_t count = weight_count_of(shape);
        const T* weights = parameters + offset;
        const T rate = lambda[l] / static_cast<T>(samples);
        *cost += rate / T(2) * sum_of_squares(count, weights);
        if (gradient == nullptr) return;
        // Descending by a negative rate: g = madd(rate, w, g).
        const bool finite = kernels::sgd_step(count, -rate, weights, gradient + place);
        if (!finite) gradient[place] = static_cast<T>(__builtin_inf());
    });
}

template <class T>
T decay_weights(T decay, T rate, T factor) noexcept {
    const T kept = T(1) - rate * decay;
    return factor * (kept > T(0) ? kept : T(0));
}

#define PICOMLP_INSTANTIATE(T)                                                                     \
    template void add_l1(const T*, const trained_layers<T>&, uint32_t, const T*, T*, T*) noexcept; \
    template void add_l2(const T*, const trained_layers<T>&, uint32_t, const T*, T*, T*) noexcept; \
    template T decay_weights(T, T, T) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
