// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/schedules.hpp"

#include "picomlp/math/sincos.hpp"
#include "picomlp/optimizer/detail/setting_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

using namespace detail;

namespace {

/// In (0, 1].
template <class T>
bool is_decaying(T factor) {
    return factor > T(0) && factor <= T(1);
}

template <class T>
T power(T x, uint32_t n) {
    T result = T(1);
    while (n != 0) {
        if ((n & 1U) != 0) result *= x;
        n >>= 1U;
        if (n != 0) x *= x;
    }
    return result;
}

/// sin(pi/2 part / whole), for part <= whole. A quarter of a turn is 2^30 or 2^62.
float sine_of_quarter(uint32_t part, uint32_t whole, float /*result*/) {
    float sine;
    float cosine;
    math::sincos_turn(static_cast<uint32_t>((uint64_t{part} << 30U) / whole), &sine, &cosine);
    return sine;
}

double sine_of_quarter(uint32_t part, uint32_t whole, double /*result*/) {
    // Long division in two digits: 32 bits, then 30 more.
    const uint64_t dividend = uint64_t{part} << 32U;
    const uint64_t high = dividend / whole;
    const uint64_t low = ((dividend % whole) << 30U) / whole;
    double sine;
    double cosine;
    math::sincos_turn((high << 30U) + low, &sine, &cosine);
    return sine;
}

}  // namespace

template <class T>
status constant_rate::check(const settings<T>&) noexcept(detail::needs_real<T>()) {
    return status::ok;
}

template <class T>
T constant_rate::factor(const settings<T>&, uint32_t) noexcept(detail::needs_real<T>()) {
    return T(1);
}

template <class T>
status step_decay::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_decaying(settings.factor) && settings.ticks >= 1);
}

template <class T>
T step_decay::factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>()) {
    return power(settings.factor, tick / settings.ticks);
}

template <class T>
status exponential_decay::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_decaying(settings.factor));
}

template <class T>
T exponential_decay::factor(const settings<T>& settings,
                            uint32_t tick) noexcept(detail::needs_real<T>()) {
    return power(settings.factor, tick);
}

template <class T>
status cosine_decay::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(settings.ticks >= 1 && settings.lowest >= T(0) && settings.lowest <= T(1));
}

template <class T>
T cosine_decay::factor(const settings<T>& settings,
                       uint32_t tick) noexcept(detail::needs_real<T>()) {
    if (tick >= settings.ticks) return settings.lowest;
    const T s = sine_of_quarter(settings.ticks - tick, settings.ticks, T());
    return settings.lowest + (T(1) - settings.lowest) * (s * s);
}

template <class T>
status inverse_time_decay::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.decay) && settings.interval >= 1);
}

template <class T>
T inverse_time_decay::factor(const settings<T>& settings,
                             uint32_t tick) noexcept(detail::needs_real<T>()) {
    const uint32_t intervals = tick / settings.interval;
    return T(1) / (T(1) + settings.decay * static_cast<T>(intervals));
}

namespace detail {

template <class T>
T warm_up_factor(uint32_t ticks, uint32_t tick, T full) noexcept {
    return full * ((static_cast<T>(tick) + T(1)) / (static_cast<T>(ticks) + T(1)));
}

template <class T>
T scale_rate(T rate, T factor) noexcept {
    return rate * factor;
}

template float warm_up_factor(uint32_t, uint32_t, float) noexcept;
template double warm_up_factor(uint32_t, uint32_t, double) noexcept;
template float scale_rate(float, float) noexcept;
template double scale_rate(double, double) noexcept;

}  // namespace detail

#define PICOMLP_INSTANTIATE(SCHEDULE, T)                          \
    template status SCHEDULE::check(const settings<T>&) noexcept; \
    template T SCHEDULE::factor(const settings<T>&, uint32_t) noexcept;
PICOMLP_INSTANTIATE(constant_rate, float)
PICOMLP_INSTANTIATE(constant_rate, double)
PICOMLP_INSTANTIATE(step_decay, float)
PICOMLP_INSTANTIATE(step_decay, double)
PICOMLP_INSTANTIATE(exponential_decay, float)
PICOMLP_INSTANTIATE(exponential_decay, double)
PICOMLP_INSTANTIATE(cosine_decay, float)
PICOMLP_INSTANTIATE(cosine_decay, double)
PICOMLP_INSTANTIATE(inverse_time_decay, float)
PICOMLP_INSTANTIATE(inverse_time_decay, double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
