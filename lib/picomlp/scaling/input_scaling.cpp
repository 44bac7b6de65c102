#include "picomlp/scaling/input_scaling.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status check_scaled(scaling_table<T> scaling, uint32_t samples, rows<const T> x) noexcept {
    if (samples == 0) return status::no_samples;
    // What is not finite stays so: a difference or product with it is infinite or NaN.
    bool good = true;
    for (uint32_t f = 0; f < scaling.features; ++f) {
        for (uint32_t s = 0; s < samples; ++s) {
            good &= is_finite((x[f][s] - scaling.offset[f]) * scaling.factor[f]);
        }
    }
    return good ? status::ok : status::not_finite_input;
}

template <class T>
void scale_checked(scaling_table<T> scaling, uint32_t samples, rows<const T> x,
                   rows<T> scaled) noexcept {
    for (uint32_t f = 0; f < scaling.features; ++f) {
        const T offset = scaling.offset[f];
        const T factor = scaling.factor[f];
        const T* from = x[f];
        T* to = scaled[f];
        for (uint32_t s = 0; s < samples; ++s) to[s] = (from[s] - offset) * factor;
    }
}

template status check_scaled(scaling_table<float>, uint32_t, rows<const float>) noexcept;
template status check_scaled(scaling_table<double>, uint32_t, rows<const double>) noexcept;
template void scale_checked(scaling_table<float>, uint32_t, rows<const float>,
                            rows<float>) noexcept;
template void scale_checked(scaling_table<double>, uint32_t, rows<const double>,
                            rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
