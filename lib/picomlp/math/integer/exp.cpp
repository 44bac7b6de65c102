#include "picomlp/math/integer/functions.hpp"

#include "picomlp/math/integer/cores.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

float integer_exp(float x) noexcept {
    const uint32_t bits = to_bits(x);
    const uint32_t magnitude = bits & ~float_sign;
    if (magnitude > ieee_layout<float>::infinity) return not_a_number(x);
    if (magnitude <= 0x33000000u) return 1.0f;                              // |x| <= 2^-25
    if (bits >= 0xc2d00000u) return 0.0f;                                   // x <= -104
    if (magnitude >= 0x42b20000u && bits == magnitude) return infinity(x);  // x >= 89

    const integer_exp_steps steps = take_exp_steps(x);
    const integer_float result = {steps.value.significand, steps.value.unit + steps.n};
    if (result.unit > 104) return infinity(x);
    if (result.unit >= -149) return put_together(result);
    return from_bits(
        static_cast<uint32_t>(nearest(shifted_down(result.significand, -149 - result.unit))));
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
