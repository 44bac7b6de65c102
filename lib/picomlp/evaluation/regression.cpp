// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/regression.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/detail/running_arithmetic.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// x * 4^exponent.
template <class T>
T times_square(T x, int exponent) {
    const T factor = detail::power_of_two<T>(detail::held_exponent<T>(exponent));
    return x * factor * factor;
}

template <class T>
T r2_of(const running_errors<T>& errors) {
    const T residual = total_of(errors.squared);
    const T spread = total_of(errors.target.squares);
    if (spread > T(0)) {
        return T(1) - times_square(residual / spread,
                                   errors.squared.exponent - errors.target.squares.exponent);
    }
    return residual == T(0) ? T(1) : T(0);
}

}  // namespace

template <class T>
status add_to_errors(uint32_t outputs, uint32_t samples, strided_rows<const T> predicted,
                     strided_rows<const T> target, uint32_t* count,
                     running_errors<T>* errors) noexcept {
    if (samples == 0) return status::no_samples;
    if (samples > UINT32_MAX - *count) return status::too_many_samples;
    if (!all_finite(outputs, samples, target)) return status::not_finite_input;
    if (!all_finite(outputs, samples, predicted)) return status::not_finite_output;
    for (uint32_t o = 0; o < outputs; ++o) {
        running_errors<T> running = errors[o];
        for (uint32_t s = 0; s < samples; ++s) {
            const T error = predicted[o][s] - target[o][s];
            add_to(running.absolute, error < T(0) ? -error : error);
            if (*count + s == 0) running.squared = no_squares<T>();
            add_to(running.squared, error, error);
            add_to(running.target, *count + s + 1, target[o][s]);
        }
        errors[o] = running;
    }
    *count += samples;
    return status::ok;
}

template <class T>
status add_to_errors(uint32_t outputs, strided_samples<const T> predicted,
                     strided_samples<const T> target, uint32_t* count,
                     running_errors<T>* errors) noexcept {
    if (target.samples == 0) return status::no_samples;
    if (target.samples > UINT32_MAX - *count) return status::too_many_samples;
    if (!all_finite<T>(outputs, target)) return status::not_finite_input;
    if (!all_finite<T>(outputs, predicted)) return status::not_finite_output;
    for (uint32_t s = 0; s < target.samples; ++s) {
        // Cannot fail: the samples have been checked.
        (void)add_to_errors<T>(outputs, 1, {predicted.at(s), predicted.feature_stride},
                               {target.at(s), target.feature_stride}, count, errors);
    }
    return status::ok;
}

template <class T>
regression_summary<T> summarize_errors(uint32_t outputs, uint32_t count,
                                       const running_errors<T>* errors,
                                       regression_figures<T>* each) noexcept {
    if (count == 0) return {{T(0), T(0), T(0)}, 0, status::no_samples};
    regression_figures<T> sum{T(0), T(0), T(0)};
    bool good = true;
    int unit = -detail::exponent_limit<T>;
    for (uint32_t o = 0; o < outputs; ++o) {
        const int exponent = errors[o].squared.exponent;
        unit = exponent > unit ? exponent : unit;
    }
    for (uint32_t o = 0; o < outputs; ++o) {
        const T mean_square = total_of(errors[o].squared) / static_cast<T>(count);
        each[o].mean_absolute_error = total_of(errors[o].absolute) / static_cast<T>(count);
        const int exponent = errors[o].squared.exponent;
        each[o].root_mean_squared_error =
            math::sqrt(mean_square) * detail::power_of_two<T>(exponent);
        each[o].r2 = r2_of(errors[o]);
        // A NaN in the targets' squares also comes from an overflow.
        good = good && is_finite(total_of(errors[o].target.squares));
        sum.mean_absolute_error += each[o].mean_absolute_error;
        good = good && is_finite(each[o].root_mean_squared_error);
        sum.root_mean_squared_error += times_square(mean_square, exponent - unit);
        sum.r2 += each[o].r2;
    }
    good = good && is_finite(sum.mean_absolute_error) && is_finite(sum.root_mean_squared_error) &&
           is_finite(sum.r2);
    if (!good) {
        for (uint32_t o = 0; o < outputs; ++o) each[o] = {T(0), T(0), T(0)};
        return {{T(0), T(0), T(0)}, 0, status::beyond_range};
    }
    const T n = static_cast<T>(outputs);
    return {
        {sum.mean_absolute_error / n,
         math::sqrt(sum.root_mean_squared_error / n) * detail::power_of_two<T>(unit), sum.r2 / n},
        count,
        status::ok};
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template status add_to_errors(uint32_t, strided_samples<const T>, strided_samples<const T>,   \
                                  uint32_t*, running_errors<T>*) noexcept;                        \
    template status add_to_errors(uint32_t, uint32_t, strided_rows<const T>,                      \
                                  strided_rows<const T>, uint32_t*, running_errors<T>*) noexcept; \
    template regression_summary<T> summarize_errors(uint32_t, uint32_t, const running_errors<T>*, \
                                                    regression_figures<T>*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
