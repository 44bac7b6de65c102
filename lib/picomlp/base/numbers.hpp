// SPDX-License-Identifier: MIT
// The number types that the library accepts, float and double to compute with, integers as labels
// and indices; and the type traits that check them.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

// Built-in type names: int32_t is one of them, but which one depends on the target.
#define PICOMLP_FOR_EACH_INTEGER(macro)                                                    \
    macro(char) macro(signed char) macro(unsigned char) macro(short) macro(unsigned short) \
        macro(int) macro(unsigned int) macro(long) macro(unsigned long) macro(long long)   \
            macro(unsigned long long)

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class AType, class BType>
inline constexpr bool same_type = false;
template <class AType>
inline constexpr bool same_type<AType, AType> = true;

/// A type without const and reference.
template <class Type>
struct plain_type {
    using type = Type;
};
template <class Type>
struct plain_type<const Type> : plain_type<Type> {};
template <class Type>
struct plain_type<Type&> : plain_type<Type> {};
template <class Type>
struct plain_type<Type&&> : plain_type<Type> {};

/// If when Condition is true, otherwise Else.
template <bool Condition>
struct choice {
    template <class If, class Else>
    using type = If;
};
template <>
struct choice<false> {
    template <class If, class Else>
    using type = Else;
};
template <bool Condition, class If, class Else>
using either = typename choice<Condition>::template type<If, Else>;

/// only_if<false>::type does not exist: an overload that names it drops out.
template <bool Condition>
struct only_if {
    using type = void;
};
template <>
struct only_if<false> {};

/// float and double.
template <class T>
inline constexpr bool is_real = false;
template <>
inline constexpr bool is_real<float> = true;
template <>
inline constexpr bool is_real<double> = true;

/// The integers of the language, without bool and the types of wide characters.
template <class T>
inline constexpr bool is_integer = false;
#define PICOMLP_IS_INTEGER(Integer) \
    template <>                     \
    inline constexpr bool is_integer<Integer> = true;
PICOMLP_FOR_EACH_INTEGER(PICOMLP_IS_INTEGER)
#undef PICOMLP_IS_INTEGER

template <class Integer, bool IsInteger>
struct only_integer {};
template <class Integer>
struct only_integer<Integer, true> {
    using type = Integer;
};
/// The type of a function that exists for integers alone.
template <class Integer>
using if_integer = typename only_integer<Integer, is_integer<Integer>>::type;

template <class T, bool IsReal>
struct only_real {};
template <class T>
struct only_real<T, true> {
    using type = T;
};
/// The return type of an overload that exists for float and double only, to reject them in one
/// line.
template <class T>
using if_real = typename only_real<T, is_real<T>>::type;

template <class T>
constexpr void refuse_seed() {
    static_assert(!is_real<T>, "picomlp: a seed is a whole number, such as 1");
}

// For the noexcept(...) of functions that are compiled for these types only. It is always true; a
// call with any other type ends in one line that says what to do, instead of a linker error.
template <class T>
constexpr bool needs_real() {
    static_assert(is_real<T>, "picomlp: this takes float or double: 1.0F or 1.0, not 1");
    return true;
}
template <class T>
constexpr bool needs_index() {
    static_assert(is_integer<T>, "picomlp: an order lists indices: integers");
    return true;
}
template <class T>
constexpr bool needs_label() {
    static_assert(is_integer<T>, "picomlp: labels are numbers of classes: integers");
    return true;
}

template <class Integer>
inline constexpr bool is_signed = !(static_cast<Integer>(-1) > static_cast<Integer>(0));

/// 0 <= value < bound, for every integer type.
template <class Integer>
constexpr bool is_below(Integer value, uint32_t bound) {
    if constexpr (!is_signed<Integer> && sizeof(Integer) <= 4) {
        return static_cast<uint32_t>(value) < bound;
    } else {
        return static_cast<uint64_t>(value) < bound;  // what is negative becomes huge
    }
}

/// An index that is_below() some bound.
template <class Integer>
constexpr uint32_t place_of(Integer index) {
    return static_cast<uint32_t>(index);
}

/// True when an Integer can be each of 0 .. count-1.
template <class Integer>
constexpr bool can_count_to(uint32_t count) {
    constexpr unsigned bits = 8 * sizeof(Integer) - (is_signed<Integer> ? 1 : 0);
    return bits >= 32 || count <= uint64_t{1} << (bits < 32 ? bits : 0);
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
