#include "picomlp/trainer/held_back_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// A number above 0 and below 1 in units of 2^-32, rounded to the nearest, from 1 to 2^32 - 1. The
/// product is exact; its conversion cuts the fraction off.
template <class T>
uint32_t share_units(T share) {
    const uint64_t halves = static_cast<uint64_t>(share * T(0x1p33));
    const uint64_t units = (halves + 1) / 2;
    if (units == 0) return 1;
    return units > 0xffffffffU ? 0xffffffffU : static_cast<uint32_t>(units);
}

}  // namespace

void held_back_samples::take_share(float share) noexcept {
    const bool good = share > 0 && share < 1;
    share_ = good ? share_units(share) : 0;
    count_ = good || share == 0 ? 0 : too_many;
}

void held_back_samples::take_share(double share) noexcept {
    const bool good = share > 0 && share < 1;
    share_ = good ? share_units(share) : 0;
    count_ = good || share == 0 ? 0 : too_many;
}

uint32_t held_back_samples::of(uint32_t samples) const noexcept {
    if (share_ == 0) return count_;
    const uint64_t held = (uint64_t{share_} * samples + 0x80000000U) >> 32;
    return held == 0 ? too_many : static_cast<uint32_t>(held);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
