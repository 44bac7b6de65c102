#include "picomlp/option/weight_decay.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace weight_penalties {

template <class T>
T decayed_share(T decay, T rate, T share) noexcept {
    const T kept = T(1) - rate * decay;
    return share * (kept > T(0) ? kept : T(0));
}

template float decayed_share(float, float, float) noexcept;
template double decayed_share(double, double, double) noexcept;

}  // namespace weight_penalties
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
