// SPDX-License-Identifier: MIT
#include "picomlp/math/exp.hpp"

#include "picomlp/math/detail/array_forms.hpp"
#include "picomlp/math/detail/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_ARRAY_FORMS(exp, detail::exp_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
