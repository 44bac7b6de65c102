#include "picomlp/loss/mean_squared_error.hpp"

#include "picomlp/loss/target_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status mean_squared_error::check(uint32_t outputs, uint32_t samples,
                                 strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return check_finite(outputs, samples, y);
}

template <class T>
void mean_squared_error::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> a,
                                  strided_rows<const T> y, T scale, strided_rows<T> delta,
                                  T* cost) noexcept(detail::needs_real<T>()) {
    const T share = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) {
            const T error = a[o][s] - y[o][s];
            cost[s] += error * error * share;
            if (delta.first) delta[o][s] = scale * share * (error + error);
        }
    }
}

template <class T>
status mean_squared_error::evaluate_sample(uint32_t outputs, const T* a, const T* y, T* delta,
                                           T* cost) noexcept(detail::needs_real<T>()) {
    if (!run_is_finite(y, outputs)) return status::not_finite_input;
    const T share = T(1) / static_cast<T>(outputs);
    T sum = T(0);
    for (uint32_t o = 0; o < outputs; ++o) {
        const T error = a[o] - y[o];
        sum += error * error * share;
        delta[o] = share * (error + error);
    }
    *cost = sum;
    return status::ok;
}

template status mean_squared_error::check(uint32_t, uint32_t, strided_rows<const float>) noexcept;
template void mean_squared_error::evaluate(uint32_t, uint32_t, strided_rows<const float>,
                                           strided_rows<const float>, float, strided_rows<float>,
                                           float*) noexcept;
template status mean_squared_error::check(uint32_t, uint32_t, strided_rows<const double>) noexcept;
template void mean_squared_error::evaluate(uint32_t, uint32_t, strided_rows<const double>,
                                           strided_rows<const double>, double, strided_rows<double>,
                                           double*) noexcept;
template status mean_squared_error::evaluate_sample(uint32_t, const float*, const float*, float*,
                                                    float*) noexcept;
template status mean_squared_error::evaluate_sample(uint32_t, const double*, const double*, double*,
                                                    double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
