#include "picomlp/math/softplus.hpp"

#include "picomlp/math/forms.hpp"
#include "picomlp/math/softplus_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_BEST(softplus, detail::softplus_element)
PICOMLP_DEFINE_TABLED_FORMS(softplus, best_softplus)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
