// SPDX-License-Identifier: MIT
#include "picomlp/trainer/fit.hpp"

#include "picomlp/base/crc32.hpp"
#include "picomlp/random/philox.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// A number above 0 and below 1 in units of 2^-32, rounded to the nearest, from 1 to 2^32 - 1. All
/// products and the difference are exact; conversions cut fractions off. In two parts, as a chip
/// has no conversion to 64 bits.
template <class T>
uint32_t units_of(T fraction) {
    const T scaled = fraction * T(0x1p17);
    const uint32_t high = static_cast<uint32_t>(scaled);
    const T rest = scaled - static_cast<T>(high);
    const uint64_t halves = uint64_t{high} << 16 | static_cast<uint32_t>(rest * T(0x1p16));
    const uint64_t units = (halves + 1) / 2;
    if (units == 0) return 1;
    return units > 0xffffffffU ? 0xffffffffU : static_cast<uint32_t>(units);
}

}  // namespace

template <class T>
void held_back_samples::take_fraction(T fraction) noexcept {
    const bool good = fraction > 0 && fraction < 1;
    fraction_ = good ? units_of(fraction) : 0;
    count_ = good || fraction == 0 ? 0 : too_many;
}
template void held_back_samples::take_fraction(float) noexcept;
template void held_back_samples::take_fraction(double) noexcept;

uint32_t held_back_samples::of(uint32_t samples) const noexcept {
    if (fraction_ == 0) return count_;
    const uint64_t held = (uint64_t{fraction_} * samples + 0x80000000U) >> 32;
    return held == 0 ? too_many : static_cast<uint32_t>(held);
}

const char* describe(fit_end end) noexcept {
    switch (end) {
        case fit_end::all_epochs:
            return "all epochs done";
        case fit_end::patience:
            return "stopped early: the validation cost no longer improved";
        case fit_end::caller:
            return "stopped by the caller";
        case fit_end::rolled_back:
            return "rolled back: an epoch diverged";
        case fit_end::refused:
            return "refused";
    }
    return "unknown end";
}

namespace detail {

namespace {

/// Each epoch has a stream of its own, so its order does not depend on the epochs before.
xoshiro128pp stream_of(uint64_t seed, uint32_t epoch) {
    const philox_block drawn =
        philox(static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32), {{epoch, 0, 0, 0}});
    return xoshiro128pp(uint64_t{drawn.words[0]} << 32 | drawn.words[1]);
}

}  // namespace

template <class Index>
void draw_order(Index* order, uint32_t samples, uint32_t held_back, uint64_t seed, bool shuffled,
                uint32_t epoch) noexcept {
    identity_order(order, samples);
    if (!shuffled) return;
    if (held_back > 0) {
        xoshiro128pp split = stream_of(seed, 0);
        shuffle(order, samples, split);
    }
    xoshiro128pp bits = stream_of(seed, epoch);
    shuffle(order, samples - held_back, bits);
}

template <class T>
status check_fit(const fit_settings<T>& settings, uint32_t samples, uint32_t held_back,
                 uint32_t validation_samples, uint32_t capacity) noexcept {
    if (samples == 0) return status::no_samples;
    if (samples > capacity) return status::too_many_samples;
    const bool good = held_back < samples && (validation_samples > 0 || settings.patience == 0) &&
                      is_finite(settings.least_improvement) && settings.least_improvement >= T(0) &&
                      (settings.history || settings.history_size == 0);
    return good ? status::ok : status::bad_argument;
}

template <class T>
uint32_t setup_of(const fit_settings<T>& settings, uint32_t samples, uint32_t held_back,
                  uint32_t validation_samples) noexcept {
    const uint32_t facts[] = {samples,
                              held_back,
                              validation_samples,
                              static_cast<uint32_t>(settings.seed),
                              static_cast<uint32_t>(settings.seed >> 32),
                              settings.shuffled ? 1U : 0U};
    const uint32_t made = crc32_of_each(0, facts, sizeof facts / sizeof facts[0]);
    return made != 0 ? made : 1;
}

template <class T>
bool improves(T cost, T best, T least_improvement) noexcept {
    return cost < best - least_improvement;
}

template <class T>
T fraction(uint32_t correct, uint32_t count) noexcept {
    return static_cast<T>(correct) / static_cast<T>(count);
}

template void draw_order(uint16_t*, uint32_t, uint32_t, uint64_t, bool, uint32_t) noexcept;
template void draw_order(uint32_t*, uint32_t, uint32_t, uint64_t, bool, uint32_t) noexcept;
#define PICOMLP_INSTANTIATE(T)                                                                 \
    template status check_fit(const fit_settings<T>&, uint32_t, uint32_t, uint32_t,            \
                              uint32_t) noexcept;                                              \
    template uint32_t setup_of(const fit_settings<T>&, uint32_t, uint32_t, uint32_t) noexcept; \
    template bool improves(T, T, T) noexcept;                                                  \
    template T fraction(uint32_t, uint32_t) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
