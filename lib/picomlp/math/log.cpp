// SPDX-License-Identifier: MIT
#include "picomlp/math/log.hpp"

#include "picomlp/math/detail/array_forms.hpp"
#include "picomlp/math/detail/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_ARRAY_FORMS(log, detail::log_element)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
