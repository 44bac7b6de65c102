#include "picomlp/option/clip_by_value.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace clipping {

template <class T>
void clip_values(T limit, size_t count, T* gradient) noexcept {
    constexpr T infinity = static_cast<T>(__builtin_inf());
    for (size_t k = 0; k < count; ++k) {
        const T g = gradient[k];
        const T not_above = g > limit && g < infinity ? limit : g;
        gradient[k] = g < -limit && g > -infinity ? -limit : not_above;
    }
}

template void clip_values(float, size_t, float*) noexcept;
template void clip_values(double, size_t, double*) noexcept;

}  // namespace clipping
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
