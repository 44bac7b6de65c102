// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/arrays/loops.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

PICOMLP_DEFINE_ARRAY_FUNCTION(tanh)

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
