#include "picomlp/math/exp.hpp"

#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_BEST(exp, detail::exp_element)
PICOMLP_DEFINE_TABLED_FORMS(exp, best_exp)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
