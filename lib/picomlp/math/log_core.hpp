// log(1 + f) + k ln 2 in plain precision, shared by log and softplus. For the sources of this floor
// alone: not installed.
#pragma once

#include "picomlp/math/bits.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static constexpr float float_log_ln2_high = 0x1.62e4p-1f;
static constexpr float float_log_ln2_low = 0x1.7f7d1cp-20f;
static constexpr float float_log_coefficients[] = {
    -0x1.2a6f8p-4f,  0x1.015976p-3f, -0x1.0e96ccp-3f, 0x1.239ce2p-3f,
    -0x1.5466fep-3f, 0x1.99944ep-3f, -0x1.000234p-2f, 0x1.55557p-2f};

/// k ln 2 + log(1 + f + f_error) for sqrt(1/2) <= 1 + f <= sqrt(2) and an integer |k| <= 149
/// (tools/polynomials/log.sollya), |f_error| at most an ulp of 1 + f. When k is 0 the accuracy is
/// relative to log(1 + f), also near 0.
static inline float log_of_sum(float k, float f, float f_error) {
    const float z = f * f;
    float p = float_log_coefficients[0];
    p = p * f + float_log_coefficients[1];
    p = p * f + float_log_coefficients[2];
    p = p * f + float_log_coefficients[3];
    p = p * f + float_log_coefficients[4];
    p = p * f + float_log_coefficients[5];
    p = p * f + float_log_coefficients[6];
    p = p * f + float_log_coefficients[7];
    const float tail = (f * z * p + k * float_log_ln2_low) - 0.5f * z;
    // The leading sum is the one whose rounding would show; k ln 2 is 0 or larger than f.
    const float leading = k * float_log_ln2_high;
    const float sum = leading + f;
    const float sum_error = f - (sum - leading);
    return sum + ((sum_error + tail) + (f_error - f_error * f));
}

/// The same in double, |k| <= 1074: log(1 + f) = f - (h - s (h + R)) with h = f^2 / 2,
/// s = f / (2 + f) and R = log(1 + f) / s - 2, an even polynomial in s.
static inline double log_of_sum(double k, double f, double f_error) {
    const double s = f / (2.0 + f);
    const double z = s * s;
    double p = 0x1.2f04cd5a6c496p-3;
    p = p * z + 0x1.39a1d2ed907aep-3;
    p = p * z + 0x1.74663d8f3f53ep-3;
    p = p * z + 0x1.c71c521247f5ep-3;
    p = p * z + 0x1.24924941e29d6p-2;
    p = p * z + 0x1.999999997ff14p-2;
    p = p * z + 0x1.5555555555592p-1;
    const double h = 0.5 * (f * f);
    const double tail = (s * (h + z * p) + k * 0x1.cf79abc9e3b3ap-40) - h;
    const double leading = k * 0x1.62e42fefap-1;
    const double sum = leading + f;
    const double sum_error = f - (sum - leading);
    return sum + ((sum_error + tail) + (f_error - f_error * f));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
