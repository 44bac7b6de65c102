// SPDX-License-Identifier: MIT
#include "picomlp/loss/regression_losses.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/loss/detail/instantiate_loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status mean_squared_error::check(uint32_t outputs, uint32_t samples,
                                 strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return all_finite(outputs, samples, y) ? status::ok : status::not_finite_input;
}

template <class T>
void mean_squared_error::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> a,
                                  strided_rows<const T> y, T scale, strided_rows<T> delta,
                                  T* cost) noexcept(detail::needs_real<T>()) {
    const T per_output = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) {
            const T error = a[o][s] - y[o][s];
            cost[s] += error * error * per_output;
            if (delta.first) delta[o][s] = scale * per_output * (error + error);
        }
    }
}

template <class T>
status mean_squared_error::evaluate_sample(uint32_t outputs, const T* a, const T* y, T* delta,
                                           T* cost) noexcept(detail::needs_real<T>()) {
    if (!all_finite(y, outputs)) return status::not_finite_input;
    const T per_output = T(1) / static_cast<T>(outputs);
    T sum = per_output - per_output;  // +0, without a constant in a chip's flash
    for (const T* const end = a + outputs; a != end;) {
        const T error = *a++ - *y++;
        sum += error * error * per_output;
        *delta++ = per_output * (error + error);
    }
    *cost = sum;
    return status::ok;
}

template <class T>
status huber::check(uint32_t outputs, uint32_t samples,
                    strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return all_finite(outputs, samples, y) ? status::ok : status::not_finite_input;
}

template <class T>
void huber::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> a,
                     strided_rows<const T> y, T scale, strided_rows<T> delta,
                     T* cost) noexcept(detail::needs_real<T>()) {
    const T per_output = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) {
            const T error = a[o][s] - y[o][s];
            const T size = error < T(0) ? -error : error;
            const T limited = error < T(-1) ? T(-1) : error > T(1) ? T(1) : error;
            cost[s] += (size <= T(1) ? error * error * T(0.5) : size - T(0.5)) * per_output;
            if (delta.first) delta[o][s] = scale * per_output * limited;
        }
    }
}

PICOMLP_INSTANTIATE_LOSS(mean_squared_error)
PICOMLP_INSTANTIATE_LOSS(huber)
template status mean_squared_error::evaluate_sample(uint32_t, const float*, const float*, float*,
                                                    float*) noexcept;
template status mean_squared_error::evaluate_sample(uint32_t, const double*, const double*, double*,
                                                    double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
