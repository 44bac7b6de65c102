// Horner's rule in integers. For the sources of this floor alone: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/math/integer_float.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// (c[0] x + c[1]) x + ... + c[count-1], every operation rounded. |x| is below 1; every sum must be
/// of the same binade as the coefficient added last, or, when that is given in half of its own
/// unit, of the same or the one below; every product must be below a quarter of the sum.
integer_float integer_polynomial(const integer_float* coefficients, size_t count,
                                 const integer_float& x) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
