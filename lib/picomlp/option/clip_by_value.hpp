// Gradient clipping by value.
#pragma once

#include <stddef.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/option/number_ranges.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace clipping {

/// The work of clip_by_value.
template <class T>
void clip_values(T limit, size_t count, T* gradient) noexcept;

}  // namespace clipping

/// Every number of the gradient above `limit` becomes `limit`, every one below -limit becomes
/// -limit. (Mikolov 2012, "Statistical language models based on neural networks", section 3.2.2.)
/// NaN and infinity stay, so that the step is status::diverged.
struct clip_by_value : option {
    static constexpr type_name<clip_by_value> name = "clip_by_value";
    template <class Network>
    struct settings {
        typename Network::value_type limit = 1;  ///< finite, > 0
    };

    /// A named setting for a trainer.
    template <class Number>
    static constexpr auto limit(Number value) {
        return detail::name_setting<clip_by_value, 0>(
            [value](auto& to) { detail::set_real(to.limit, value); });
    }

    template <class Network>
    static status check(const settings<Network>& chosen) noexcept {
        return number_ranges::positive(chosen.limit) ? status::ok : status::bad_argument;
    }

    template <class Network, class T>
    static void clip(const settings<Network>& chosen, size_t count, T* gradient) noexcept {
        clipping::clip_values(chosen.limit, count, gradient);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
