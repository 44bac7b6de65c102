#include "picomlp/math/log.hpp"

#include "picomlp/math/forms.hpp"
#include "picomlp/math/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_BEST(log, detail::log_element)
PICOMLP_DEFINE_TABLED_FORMS(log, best_log)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
