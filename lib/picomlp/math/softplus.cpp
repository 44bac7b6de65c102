// SPDX-License-Identifier: MIT
#include "picomlp/math/softplus.hpp"

#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/array_forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_ARRAY_FORMS(softplus, detail::softplus_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
