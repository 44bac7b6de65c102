// SPDX-License-Identifier: MIT
#include "picomlp/math/sqrt.hpp"

#include "picomlp/math/detail/forms.hpp"
#include "picomlp/math/detail/sqrt_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_FORMS(sqrt, detail::sqrt_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
