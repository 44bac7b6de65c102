// SPDX-License-Identifier: MIT
// Learning rate schedules as an option.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/base/whole_number.hpp"
#include "picomlp/optimizer/schedules.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Multiplies each step's learning rate by a Schedule's factor (optimizer/schedules.hpp). The tick
/// of a step is the number of steps before it divided by steps_per_tick, rounded down: 1 for
/// schedules that count steps, the steps of an epoch for those that count epochs.
///
///     trainer<net, loss, adam, batch<32>, scheduled<step_decay>> t{
///         step_decay::factor(0.5F), step_decay::ticks(30),
///         scheduled<step_decay>::steps_per_tick(steps_per_epoch)};
template <class Schedule>
struct scheduled : option {
    static constexpr type_name<scheduled> name{"scheduled", code_of<Schedule>()};
    /// Schedule, unless it is none
    using schedule_type =
        typename detail::schedule_or_constant<detail::is_schedule<Schedule>, Schedule>::type;

    template <class Network>
    struct settings {
        static_assert(detail::is_schedule<Schedule>,
                      "picomlp: scheduled<> takes a schedule, such as step_decay or cosine_decay");
        /// Of the schedule.
        typename schedule_type::template settings<typename Network::value_type> schedule;
        whole_number<uint32_t> steps_per_tick = 1;  ///< >= 1
    };

    /// A named setting for a trainer.
    template <class Whole>
    static constexpr auto steps_per_tick(Whole value) {
        return detail::name_setting<scheduled, 0>(
            [value](auto& to) { detail::set_whole(to.steps_per_tick, value); });
    }

    /// The settings of Owner, which is Schedule or a schedule within it.
    template <class Owner, class Settings>
    static constexpr auto part_of(Settings& all) {
        return detail::schedule_part<Owner, schedule_type>::of(all.schedule);
    }

    template <class Network>
    static status check(const settings<Network>& settings) noexcept {
        return settings.steps_per_tick == 0 ? status::bad_argument
                                            : schedule_type::check(settings.schedule);
    }

    template <class Network, class T>
    static T learning_rate(const settings<Network>& settings, uint32_t step, T rate) noexcept {
        const uint32_t tick = step / settings.steps_per_tick;
        return detail::scale_rate(rate, schedule_type::factor(settings.schedule, tick));
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
