// SPDX-License-Identifier: MIT
// Learning rate schedules: the factor of the learning rate at each tick.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/base/whole_number.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// A schedule `s` offers
//
//   template <class T> struct settings;
//     The user's settings, with defaults.
//   template <class T> static status check(const settings<T>&);
//     status::bad_argument for settings outside their range.
//   template <class T> static T factor(const settings<T>&, uint32_t tick);
//     The factor at a tick, counted from 0; settings have passed check(). From 0 to 1 for the
//     schedules below. The option scheduled<s> defines a tick: a step, an epoch.
//
// and, for trainings that are to be stored (base/type_name.hpp),
//
//   static constexpr type_name<s> name = "s";
//
// Every operation is rounded by itself, in both rounding profiles, in the order in which the
// formulas are written. power(x, n) is computed by repeated squaring: from result 1, for the bits
// of n from the lowest to its highest one, result = result * x where the bit is set, then
// x = x * x. Its relative error is at most n u to first order, u being 2^-24 (double 2^-53), as
// long as it does not underflow. Ticks that T cannot represent are rounded to T.

/// 1 at every tick.
struct constant_rate {
    static constexpr type_name<constant_rate> name = "constant_rate";
    template <class T>
    struct settings {};
    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static T factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>());
};

/// power(factor, floor(tick / ticks)): multiplied by `factor` every `ticks` ticks.
struct step_decay {
    static constexpr type_name<step_decay> name = "step_decay";
    template <class T>
    struct settings {
        T factor = T(0.5);                  ///< in (0, 1]
        whole_number<uint32_t> ticks = 10;  ///< >= 1
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto factor(Number value) {
        return detail::name_setting<step_decay, 0>(
            [value](auto& to) { detail::set_real(to.factor, value); });
    }
    template <class Whole>
    static constexpr auto ticks(Whole value) {
        return detail::name_setting<step_decay, 1>(
            [value](auto& to) { detail::set_whole(to.ticks, value); });
    }
    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static T factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>());
};

/// power(factor, tick): multiplied by `factor` every tick.
struct exponential_decay {
    static constexpr type_name<exponential_decay> name = "exponential_decay";
    template <class T>
    struct settings {
        T factor = T(0.99);  ///< in (0, 1]
    };

    /// A named setting for a trainer.
    template <class Number>
    static constexpr auto factor(Number value) {
        return detail::name_setting<exponential_decay, 0>(
            [value](auto& to) { detail::set_real(to.factor, value); });
    }
    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static T factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>());
};

/// Half a cosine from 1 at tick 0 down to `lowest` at tick `ticks`, where it stays; no restarts
/// (Loshchilov and Hutter 2017, "SGDR", equation 5). Their (1 + cos(pi tick / ticks)) / 2 is
/// s * s with s = sin(pi/2 (ticks - tick) / ticks), from math::sincos_turn with that part of a turn
/// rounded down to 2^-32 (double 2^-64); the factor is lowest + (1 - lowest) * (s * s). At most
/// 12 u from the true value: 7.2e-7 (double 1.4e-15).
struct cosine_decay {
    static constexpr type_name<cosine_decay> name = "cosine_decay";
    template <class T>
    struct settings {
        whole_number<uint32_t> ticks = 100;  ///< >= 1
        T lowest = T(0);                     ///< in [0, 1]
    };

    /// Named settings for a trainer.
    template <class Whole>
    static constexpr auto ticks(Whole value) {
        return detail::name_setting<cosine_decay, 0>(
            [value](auto& to) { detail::set_whole(to.ticks, value); });
    }
    template <class Number>
    static constexpr auto lowest(Number value) {
        return detail::name_setting<cosine_decay, 1>(
            [value](auto& to) { detail::set_real(to.lowest, value); });
    }
    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static T factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>());
};

/// Inverse-time decay, 1 / (1 + decay * floor(tick / interval)) (Ng, "Improving Deep Neural
/// Networks", week 2: learning rate decay with fixed-interval scheduling).
struct inverse_time_decay {
    static constexpr type_name<inverse_time_decay> name = "inverse_time_decay";
    template <class T>
    struct settings {
        T decay = T(1);                       ///< finite, >= 0
        whole_number<uint32_t> interval = 1;  ///< >= 1
    };

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto decay(Number value) {
        return detail::name_setting<inverse_time_decay, 0>(
            [value](auto& to) { detail::set_real(to.decay, value); });
    }
    template <class Whole>
    static constexpr auto interval(Whole value) {
        return detail::name_setting<inverse_time_decay, 1>(
            [value](auto& to) { detail::set_whole(to.interval, value); });
    }
    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>());
    template <class T>
    static T factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>());
};

namespace detail {

template <class Candidate, class = void>
inline constexpr bool is_schedule = false;
template <class Candidate>
inline constexpr bool is_schedule<
    Candidate,
    decltype(void(Candidate::factor(
        *static_cast<const typename Candidate::template settings<float>*>(nullptr), 0U)))> = true;

/// Schedule, or constant_rate when it is not a schedule. The caller has a static_assert for that;
/// this keeps its message the only one.
template <bool Good, class Schedule>
struct schedule_or_constant {
    using type = Schedule;
};
template <class Schedule>
struct schedule_or_constant<false, Schedule> {
    using type = constant_rate;
};

/// full * ((tick + 1) / (ticks + 1)), for tick < ticks.
template <class T>
[[nodiscard]] T warm_up_factor(uint32_t ticks, uint32_t tick, T full) noexcept;

/// rate * factor, rounded once.
template <class T>
[[nodiscard]] T scale_rate(T rate, T factor) noexcept;

/// Finds the settings of the schedule Owner within those of Schedule; null when there are none.
/// Schedules that contain another one specialize it.
template <class Owner, class Schedule>
struct schedule_part {
    template <class Settings>
    static constexpr decltype(nullptr) of(Settings&) {
        return nullptr;
    }
};
template <class Owner>
struct schedule_part<Owner, Owner> {
    template <class Settings>
    static constexpr Settings* of(Settings& all) {
        return &all;
    }
};

}  // namespace detail

/// Gradual warm-up (Goyal et al. 2017, "Accurate, large minibatch SGD", section 2.2): for `ticks`
/// ticks the factor is (tick + 1) / (ticks + 1) of the first factor of the schedule After. Then
/// After takes over, with its tick 0 at tick `ticks`.
template <class After>
struct warm_up {
    static constexpr type_name<warm_up> name{"warm_up", code_of<After>()};
    /// After, unless it is no schedule
    using after_type =
        typename detail::schedule_or_constant<detail::is_schedule<After>, After>::type;

    template <class T>
    struct settings {
        static_assert(
            detail::is_schedule<After>,
            "picomlp: warm_up<> takes the schedule that comes after it, or constant_rate");
        whole_number<uint32_t> ticks = 5;                 ///< 0 for none
        typename after_type::template settings<T> after;  ///< of the schedule that takes over
    };

    /// A named setting for a trainer.
    template <class Whole>
    static constexpr auto ticks(Whole value) {
        return detail::name_setting<warm_up, 0>(
            [value](auto& to) { detail::set_whole(to.ticks, value); });
    }
    template <class T>
    static status check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
        return after_type::check(settings.after);
    }
    template <class T>
    static T factor(const settings<T>& settings, uint32_t tick) noexcept(detail::needs_real<T>()) {
        if (tick >= settings.ticks)
            return after_type::factor(settings.after, tick - settings.ticks);
        return detail::warm_up_factor(settings.ticks, tick, after_type::factor(settings.after, 0));
    }
};

namespace detail {

template <class Owner, class After>
struct schedule_part<Owner, warm_up<After>> {
    template <class Settings>
    static constexpr auto of(Settings& all) {
        return schedule_part<Owner, After>::of(all.after);
    }
};
template <class After>
struct schedule_part<warm_up<After>, warm_up<After>> {
    template <class Settings>
    static constexpr Settings* of(Settings& all) {
        return &all;
    }
};

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
