// log(1 + f) + k ln 2 in integers: what log_core.hpp is in floats. For the sources of this floor
// alone: not installed.
#pragma once

#include "picomlp/math/integer_float.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// log_of_sum of log_core.hpp: k ln 2 + log(1 + f + f_error). f and f_error may be zero.
integer_float integer_log_of_sum(int32_t k, const integer_float& f,
                                 const integer_float& f_error) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
