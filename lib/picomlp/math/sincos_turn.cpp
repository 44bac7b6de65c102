#include "picomlp/math/sincos_turn.hpp"

#include "picomlp/math/sincos_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// The rest beyond the nearest quarter turn is a signed integer; converted, it may round, and what
// it loses goes to the low part together with the error of 2 pi / 2^32 (2^64) as one number.
inline void sincos_turn_element(uint32_t fraction, float* sine, float* cosine) {
    const uint32_t quadrant = (fraction + 0x20000000u) >> 30;
    const int32_t rest = static_cast<int32_t>(fraction - (quadrant << 30));
    const float value = static_cast<float>(rest);
    const float lost = static_cast<float>(rest - static_cast<int32_t>(value));
    const float low = value * -0x1.777a5cp-55f + lost * 0x1.921fb6p-30f;
    detail::sincos_of_angle({quadrant, value * 0x1.921fb6p-30f, low}, sine, cosine);
}

inline void sincos_turn_element(uint64_t fraction, double* sine, double* cosine) {
    const uint64_t quadrant = (fraction + 0x2000000000000000u) >> 62;
    const int64_t rest = static_cast<int64_t>(fraction - (quadrant << 62));
    const double value = static_cast<double>(rest);
    const double lost = static_cast<double>(rest - static_cast<int64_t>(value));
    const double low = value * 0x1.1a62633145c07p-116 + lost * 0x1.921fb54442d18p-62;
    detail::sincos_of_angle({static_cast<uint32_t>(quadrant), value * 0x1.921fb54442d18p-62, low},
                            sine, cosine);
}

}  // namespace

void sincos_turn(uint32_t fraction, float* sine, float* cosine) noexcept {
    sincos_turn_element(fraction, sine, cosine);
}

void sincos_turn(uint64_t fraction, double* sine, double* cosine) noexcept {
    sincos_turn_element(fraction, sine, cosine);
}

void sincos_turn(const uint32_t* fraction, float* sine, float* cosine, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) sincos_turn_element(fraction[i], &sine[i], &cosine[i]);
}

void sincos_turn(const uint64_t* fraction, double* sine, double* cosine, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) sincos_turn_element(fraction[i], &sine[i], &cosine[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
