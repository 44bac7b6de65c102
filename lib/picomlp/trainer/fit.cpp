#include "picomlp/trainer/fit.hpp"

#include "picomlp/base/crc32.hpp"
#include "picomlp/random/philox.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
status check(const fit_settings<T>& chosen, uint32_t samples, uint32_t held_back,
             uint32_t validation_samples, uint32_t capacity) noexcept {
    if (samples == 0) return status::no_samples;
    if (samples > capacity) return status::too_many_samples;
    const bool patient = chosen.patience > 0;
    const bool good = held_back < samples && (validation_samples > 0 || !patient) &&
                      is_finite(chosen.least_improvement) && chosen.least_improvement >= T(0) &&
                      (chosen.history || chosen.history_size == 0);
    return good ? status::ok : status::bad_argument;
}

template <class T>
uint32_t setup_of(const fit_settings<T>& chosen, uint32_t samples, uint32_t held_back,
                  uint32_t validation_samples) noexcept {
    const uint32_t facts[] = {samples,
                              held_back,
                              validation_samples,
                              static_cast<uint32_t>(chosen.seed),
                              static_cast<uint32_t>(chosen.seed >> 32),
                              chosen.shuffled ? 1U : 0U};
    const uint32_t made = crc32(0, facts, sizeof facts);
    return made != 0 ? made : 1;
}

bool same_bytes(const void* some, const void* others, size_t count) noexcept {
    const auto* a = static_cast<const unsigned char*>(some);
    const auto* b = static_cast<const unsigned char*>(others);
    for (size_t k = 0; k < count; ++k) {
        if (a[k] != b[k]) return false;
    }
    return true;
}

template <class T>
bool improves(T cost, T best, T least_improvement) noexcept {
    return cost < best - least_improvement;
}

template <class T>
T fraction(uint32_t part, uint32_t whole) noexcept {
    return static_cast<T>(part) / static_cast<T>(whole);
}

template void draw_order(uint16_t*, uint32_t, uint32_t, uint64_t, bool, uint32_t) noexcept;
template void draw_order(uint32_t*, uint32_t, uint32_t, uint64_t, bool, uint32_t) noexcept;
template status check(const fit_settings<float>&, uint32_t, uint32_t, uint32_t, uint32_t) noexcept;
template status check(const fit_settings<double>&, uint32_t, uint32_t, uint32_t, uint32_t) noexcept;
template uint32_t setup_of(const fit_settings<float>&, uint32_t, uint32_t, uint32_t) noexcept;
template uint32_t setup_of(const fit_settings<double>&, uint32_t, uint32_t, uint32_t) noexcept;
template bool improves(float, float, float) noexcept;
template bool improves(double, double, double) noexcept;
template float fraction(uint32_t, uint32_t) noexcept;
template double fraction(uint32_t, uint32_t) noexcept;

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
