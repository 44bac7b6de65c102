#include "picomlp/math/sqrt.hpp"

#include "picomlp/math/best_sqrt.hpp"
#include "picomlp/math/forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

PICOMLP_DEFINE_FORMS(sqrt, detail::best_sqrt)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
