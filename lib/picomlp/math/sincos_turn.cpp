#include "picomlp/math/sincos_turn.hpp"

#include "picomlp/math/sincos_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

void sincos_turn(uint32_t fraction, float* sine, float* cosine) noexcept {
    detail::sincos_turn_element(fraction, sine, cosine);
}

void sincos_turn(uint64_t fraction, double* sine, double* cosine) noexcept {
    detail::sincos_turn_element(fraction, sine, cosine);
}

void sincos_turn(const uint32_t* fraction, float* sine, float* cosine, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) detail::sincos_turn_element(fraction[i], &sine[i], &cosine[i]);
}

void sincos_turn(const uint64_t* fraction, double* sine, double* cosine, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) detail::sincos_turn_element(fraction[i], &sine[i], &cosine[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
