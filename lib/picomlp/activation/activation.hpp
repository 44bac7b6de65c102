// SPDX-License-Identifier: MIT
// The interface of an activation: a type with two static routines and no run-time state.
#pragma once

#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What an activation's derivative is computed from: its output a, or its input z. A layer whose
/// activation asks for z keeps both while it is trained. `output_sign` means the output, of which
/// only a > 0 matters; a layer with dropout then keeps nothing besides a.
enum class activation_argument : uint8_t { output, preactivation, output_sign };

/// The limits that an activation's outputs approach on both sides; low == high when it has none.
struct activation_limits {
    int8_t low;   ///< below
    int8_t high;  ///< above
};

// An activation `f` offers
//
//   static constexpr activation_argument derivative_takes;
//     What derivative() takes as its argument.
//   template <class T>
//   static void apply(uint32_t features, uint32_t samples, strided_rows<T> z) noexcept;
//     Replaces z by a = f(z): features x samples elements, samples innermost, in rows at least
//     `samples` apart. Gaps between rows stay untouched.
//   template <class T>
//   static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
//                          strided_rows<T> delta) noexcept;
//     Replaces delta, the cost's derivative with respect to a, by that with respect to z:
//     delta *= f'(argument), over the same elements. argument and delta must not overlap.
//
// It may offer a form for one sample, where that has less code and fewer instructions:
//
//   template <class T>
//   static void apply_to_sample(uint32_t features, T* z, T parameter) noexcept;
//     As apply(), to the same bits, to the features of one sample side by side.
//
// or for a single number, which then need not pass through memory:
//
//   template <class T>
//   static T apply_to_number(T z, T parameter) noexcept;
//     f(z), to the same bits.
//
// Tables hold these two as they are, so they take a parameter in any case: most ignore it.
//
// An activation whose parameter a network's table holds says so, and its routines take it last:
//
//   static constexpr bool takes_parameter = true;
//     A network's table holds the parameter.
//   static constexpr bool parameter_has_sign = false;
//     Whether it may lie below 0.
//   template <class T>
//   static void apply(uint32_t features, uint32_t samples, strided_rows<T> z,
//                     T parameter) noexcept;
//   template <class T>
//   static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
//                          strided_rows<T> delta, T parameter) noexcept;
//
// It is for networks whose shape is known at run time (network/activation_list.hpp), which refuse a
// parameter that is not finite, or has a sign that it may not have. Where derivative_takes is
// output_sign, a layer whose parameter lies below 0 keeps z for the derivative.
//
// It may state facts about itself. Without the line, the fact is not assumed:
//
//   static constexpr type_name<f> name = "f";
//     For networks that are to be stored (base/type_name.hpp).
//   static constexpr activation_limits limits = {-1, 1};
//     Where it saturates, for studies (study/saturation.hpp).
//   static constexpr bool hides_nan = true;
//     f maps NaN to a number, so predict() checks the last layer's biases to find erased
//     parameters.
//   static constexpr bool gives_probabilities = true;
//     Outputs lie in [0, 1] and stand for classes, so evaluate() counts which are right.
//   static constexpr bool sums_to_one = true;
//     A sample's outputs add up to 1, so the output of a layer with a single unit is always 1.
//   static constexpr bool has_kinks = false;
//     The slope has no jumps (relu's jumps at 0), so the gradient check is more precise.
//
// The bits of an element do not depend on its neighbours (softmax: on other samples). A network
// names the type in its layer table, so the linker keeps only the routines that are used.
// Applications may write their own activations in this form.
//
// Error bounds of activations: "ulp" is the spacing of T at the exact result, epsilon that at 1.
// The slope's error is counted before it is multiplied by delta, which rounds once more. Relative
// bounds "in a" are those of the formula alone; bounds "in z" include the effect of rounding a. The
// bounds are not proofs: they keep a margin above the largest errors that
// tests/math/worst_search.cpp finds.

namespace detail {

/// The Activation's own constant, or what is assumed where it has none.
template <class Activation, class = void>
inline constexpr activation_limits limits_stated_by = {0, 0};
template <class Activation>
inline constexpr activation_limits
    limits_stated_by<Activation, decltype(void(Activation::limits))> = Activation::limits;
template <class Activation, class = void>
inline constexpr bool hides_nan = false;
template <class Activation>
inline constexpr bool hides_nan<Activation, decltype(void(Activation::hides_nan))> =
    Activation::hides_nan;
template <class Activation, class = void>
inline constexpr bool gives_probabilities = false;
template <class Activation>
inline constexpr bool
    gives_probabilities<Activation, decltype(void(Activation::gives_probabilities))> =
        Activation::gives_probabilities;
template <class Activation, class = void>
inline constexpr bool takes_parameter = false;
template <class Activation>
inline constexpr bool takes_parameter<Activation, decltype(void(Activation::takes_parameter))> =
    Activation::takes_parameter;
template <class Activation, class = void>
inline constexpr bool sums_to_one = false;
template <class Activation>
inline constexpr bool sums_to_one<Activation, decltype(void(Activation::sums_to_one))> =
    Activation::sums_to_one;

}  // namespace detail

/// apply<T> or derivative<T> of some activation, as the layer tables hold them. Those that have no
/// parameter ignore it.
template <class T>
using activation_routine = void (*)(uint32_t features, uint32_t samples, strided_rows<T> z,
                                    T parameter) noexcept;
/// Likewise, of an activation's derivative().
template <class T>
using derivative_routine = void (*)(uint32_t features, uint32_t samples,
                                    strided_rows<const T> argument, strided_rows<T> delta,
                                    T parameter) noexcept;

namespace detail {

/// An activation's routines in this form.
template <class T, class Activation>
struct table_routines {
    static void apply(uint32_t features, uint32_t samples, strided_rows<T> z,
                      [[maybe_unused]] T parameter) noexcept {
        if constexpr (takes_parameter<Activation>) {
            Activation::template apply<T>(features, samples, z, parameter);
        } else {
            Activation::template apply<T>(features, samples, z);
        }
    }
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta, [[maybe_unused]] T parameter) noexcept {
        if constexpr (takes_parameter<Activation>) {
            Activation::template derivative<T>(features, samples, argument, delta, parameter);
        } else {
            Activation::template derivative<T>(features, samples, argument, delta);
        }
    }
};

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
