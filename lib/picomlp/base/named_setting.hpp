// SPDX-License-Identifier: MIT
// Named settings for a trainer: adam::learning_rate(0.01F), l2::lambda(0.7F).
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// The result of such a function, for a trainer to apply. It changes the settings of Owner, an
/// optimizer, option or schedule; Place numbers the setting among Owner's; assign(settings) stores
/// the value.
template <class Owner, uint32_t Place, class Assign>
struct named_setting {
    using owner = Owner;
    static constexpr uint32_t place = Place;

    Assign assign;
};

template <class Owner, uint32_t Place, class Assign>
constexpr named_setting<Owner, Place, Assign> name_setting(Assign assign) {
    return {assign};
}

template <class Candidate>
inline constexpr bool is_named_setting = false;
template <class Owner, uint32_t Place, class Assign>
inline constexpr bool is_named_setting<named_setting<Owner, Place, Assign>> = true;

/// Whether none of these is the same setting as another.
template <class One, class Other>
inline constexpr bool is_same_setting = false;
template <class Owner, uint32_t Place, class Assign, class OtherAssign>
inline constexpr bool
    is_same_setting<named_setting<Owner, Place, Assign>, named_setting<Owner, Place, OtherAssign>> =
        true;
template <class One, class... All>
inline constexpr uint32_t times_set = (0U + ... + (is_same_setting<One, All> ? 1U : 0U));
template <class... All>
inline constexpr bool all_named_once = ((times_set<All, All...> <= 1) && ...);

/// Takes a list of plain numbers where named settings are required, for a one-line error.
template <class T>
struct unnamed_numbers {
    template <class... Numbers>
    constexpr unnamed_numbers(Numbers...) {}
};
template <class Given>
inline constexpr bool is_never_named = false;
template <class Given>
constexpr void refuse_unnamed() {
    static_assert(is_never_named<Given>,
                  "picomlp: a number does not say what it sets; give it its name, as in "
                  "adam::learning_rate(0.01F), l2::lambda(0.7F)");
}

template <class Value>
inline constexpr bool is_number = is_real<Value> || is_integer<Value>;

/// A real setting from any number.
template <class T, class Number>
constexpr void set_real(T& setting, Number value) {
    static_assert(is_number<Number>, "picomlp: this setting is a number, such as 0.01F");
    if constexpr (is_number<Number>) setting = static_cast<T>(value);
}

/// A count or a seed from a whole number.
template <class Whole, class Number>
constexpr void set_whole(Whole& setting, Number value) {
    constexpr bool whole = is_integer<Number>;
    static_assert(whole, "picomlp: this setting is a whole number, such as 10");
    if constexpr (whole) setting = static_cast<Whole>(value);
}

/// A per-layer setting, from one number for all layers or one for each.
template <class PerLayer, class... Numbers>
constexpr void set_layers(PerLayer& setting, Numbers... values) {
    constexpr bool numbers = (is_number<Numbers> && ...);
    constexpr bool fits = sizeof...(Numbers) == 1 || sizeof...(Numbers) == PerLayer::count;
    static_assert(numbers,
                  "picomlp: this setting is a number, such as 0.7F, or one for each layer");
    static_assert(!numbers || fits, "picomlp: give one number for all layers, or one for each");
    if constexpr (numbers && fits) {
        setting = PerLayer(static_cast<typename PerLayer::value_type>(values)...);
    }
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
