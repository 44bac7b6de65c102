// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/arrays/loops.hpp"
#include "picomlp/math/detail/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

PICOMLP_DEFINE_ARRAY_FUNCTION(log)

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
