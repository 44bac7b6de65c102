// SPDX-License-Identifier: MIT
#include "picomlp/scaling/standard_scaler.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/detail/running_arithmetic.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status add_to_standard_scaler(uint32_t features, uint32_t samples, strided_rows<const T> x,
                              uint32_t* count, running_moments<T>* moments) noexcept {
    if (samples == 0) return status::no_samples;
    if (samples > UINT32_MAX - *count) return status::too_many_samples;
    if (!all_finite(features, samples, x)) return status::not_finite_input;
    add_to_moments(features, *count, samples, x, moments);
    *count += samples;
    return status::ok;
}

template <class T>
status add_to_standard_scaler(uint32_t features, strided_samples<const T> x, uint32_t* count,
                              running_moments<T>* moments) noexcept {
    if (x.samples == 0) return status::no_samples;
    if (x.samples > UINT32_MAX - *count) return status::too_many_samples;
    if (!all_finite<T>(features, x)) return status::not_finite_input;
    for (uint32_t s = 0; s < x.samples; ++s) {
        // Cannot fail: the samples have been checked.
        (void)add_to_standard_scaler<T>(features, 1, {x.at(s), x.feature_stride}, count, moments);
    }
    return status::ok;
}

namespace {

/// Fills offset and size; size_of(f) converts the deviation of feature f.
template <class T, class SizeOf>
status find_scaling(uint32_t features, uint32_t count, const running_moments<T>* moments, T* offset,
                    T* size, SizeOf size_of) {
    if (count == 0) return status::no_samples;
    const auto mean_of = [&](uint32_t f) { return moments[f].first + moments[f].mean; };
    const auto found_of = [&](uint32_t f) {
        const running_squares<T>& squares = moments[f].squares;
        const T variance = total_of(squares) / static_cast<T>(count);
        return variance == T(0) ? T(1) : size_of(math::sqrt(variance), squares.exponent);
    };
    const T smallest_normal = detail::power_of_two<T>(-detail::exponent_limit<T>);
    for (uint32_t f = 0; f < features; ++f) {
        const T found = found_of(f);
        const bool good = is_finite(mean_of(f)) && is_finite(found) && found >= smallest_normal;
        if (!good) return status::beyond_range;
    }
    for (uint32_t f = 0; f < features; ++f) {
        offset[f] = mean_of(f);
        size[f] = found_of(f);
    }
    return status::ok;
}

}  // namespace

template <class T>
status standard_scaling(uint32_t features, uint32_t count, const running_moments<T>* moments,
                        T* offset, T* factor) noexcept {
    return find_scaling(features, count, moments, offset, factor, [](T root, int exponent) {
        return T(1) / root * detail::power_of_two<T>(-exponent);
    });
}

template <class T>
status standard_target_scaling(uint32_t targets, uint32_t count, const running_moments<T>* moments,
                               T* offset, T* scale) noexcept {
    return find_scaling(targets, count, moments, offset, scale, [](T root, int exponent) {
        return root * detail::power_of_two<T>(exponent);
    });
}

#define PICOMLP_INSTANTIATE(T)                                                                   \
    template status add_to_standard_scaler(uint32_t, uint32_t, strided_rows<const T>, uint32_t*, \
                                           running_moments<T>*) noexcept;                        \
    template status add_to_standard_scaler(uint32_t, strided_samples<const T>, uint32_t*,        \
                                           running_moments<T>*) noexcept;                        \
    template status standard_scaling(uint32_t, uint32_t, const running_moments<T>*, T*,          \
                                     T*) noexcept;                                               \
    template status standard_target_scaling(uint32_t, uint32_t, const running_moments<T>*, T*,   \
                                            T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
