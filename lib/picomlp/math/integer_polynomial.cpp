#include "picomlp/math/integer_polynomial.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

integer_float integer_polynomial(const integer_float* coefficients, size_t count,
                                 const integer_float& x) noexcept {
    // When x is below 2^-26, so small a product that it changes no sum is as good as a smaller one,
    // which could not be shifted down at once.
    const integer_float factor = {x.significand, x.unit > -50 ? x.unit : -50};
    integer_float result = coefficients[0];
    for (size_t i = 1; i < count; ++i) {
        const integer_float product = multiply(result, factor);
        const integer_float term = coefficients[i];
        unrounded sum = {fixed_point(term.significand) +
                             shifted_down(product.significand, term.unit - product.unit),
                         term.unit};
        if (!is_within(sum.value, significand_beyond)) sum = in_double_units(sum);
        result = rounded(sum);
    }
    return result;
}

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
