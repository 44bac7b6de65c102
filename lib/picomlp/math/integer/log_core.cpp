#include "picomlp/math/integer/cores.hpp"

#include "picomlp/math/integer/float.hpp"
#include "picomlp/math/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

// A coefficient in half of its own unit: the sum lies on either side of the power of two below.
constexpr integer_float log_coefficients[] = {integer_constant(float_log_coefficients[0], -27),
                                              integer_constant(float_log_coefficients[1], -27),
                                              integer_constant(float_log_coefficients[2], -27),
                                              integer_constant(float_log_coefficients[3], -27),
                                              integer_constant(float_log_coefficients[4], -27),
                                              integer_constant(float_log_coefficients[5], -26),
                                              integer_constant(float_log_coefficients[6], -26),
                                              integer_constant(float_log_coefficients[7], -25)};

constexpr int32_t log_ln2_high = integer_constant(float_log_ln2_high, -17).significand;
constexpr integer_float log_ln2_low = integer_constant(float_log_ln2_low, -43);

}  // namespace

// The names and the order of operations are those of log_of_sum.
integer_float integer_log_of_sum(int32_t k, const integer_float& f,
                                 const integer_float& f_error) noexcept {
    const integer_float z = multiply(f, f);
    const integer_float p = integer_polynomial(log_coefficients, 8, f);
    const integer_float half_z = {z.significand, z.unit - 1};
    const integer_float tail = add(
        add(multiply(multiply(f, z), p), multiply(exactly(k, 0), log_ln2_low)), negated(half_z));
    integer_float sum = f;
    integer_float rest = tail;
    if (k != 0) {
        const integer_float leading = exactly(k * log_ln2_high, -17);
        sum = add(leading, f);
        rest = add(add(f, negated(add(sum, negated(leading)))), tail);
    }
    if (f_error.significand != 0) rest = add(rest, add(f_error, negated(multiply(f_error, f))));
    return add(sum, rest);
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
