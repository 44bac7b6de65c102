#include "picomlp/option/scheduled.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace scheduling {

template <class T>
T scaled_rate(T rate, T factor) noexcept {
    return rate * factor;
}

template float scaled_rate(float, float) noexcept;
template double scaled_rate(double, double) noexcept;

}  // namespace scheduling
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
