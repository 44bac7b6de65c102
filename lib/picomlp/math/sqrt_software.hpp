// Square root on a target without an instruction for it. Included by best_sqrt.hpp alone.
#pragma once

#include "picomlp/math/integer/functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

static inline float best_sqrt(float x) { return integer_sqrt(x); }
static inline double best_sqrt(double x) { return integer_sqrt(x); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
