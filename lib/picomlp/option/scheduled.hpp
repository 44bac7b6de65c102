// A learning rate that changes as training goes on.
#pragma once

#include <stdint.h>

#include "picomlp/optimizer/schedules.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace scheduling {

/// rate * factor, rounded once.
template <class T>
[[nodiscard]] T scaled_rate(T rate, T factor) noexcept;

}  // namespace scheduling

/// Multiplies each step's learning rate by a Schedule's factor (optimizer/schedules.hpp). The tick
/// of a step is the number of steps before it divided by steps_per_tick, rounded down: 1 for
/// schedules that count steps, the steps of an epoch for those that count epochs.
///
///     scheduled<step_decay>::settings<net>{{0.5F, 30}, steps_per_epoch}
template <class Schedule>
struct scheduled : option {
    template <class Network>
    struct settings {
        typename Schedule::template settings<typename Network::value_type> schedule;
        uint32_t steps_per_tick = 1;  ///< >= 1
    };

    template <class Network>
    static status check(const settings<Network>& chosen) noexcept {
        return chosen.steps_per_tick == 0 ? status::bad_argument : Schedule::check(chosen.schedule);
    }

    template <class Network, class T>
    static T learning_rate(const settings<Network>& chosen, uint32_t step, T rate) noexcept {
        const uint32_t tick = step / chosen.steps_per_tick;
        return scheduling::scaled_rate(rate, Schedule::factor(chosen.schedule, tick));
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
