// What an activation is to a network: a type with two routines, nothing at run time.
#pragma once

#include <stdint.h>

#include "picomlp/base/rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What an activation's derivative is computed from: its output a, or its input z. A layer whose
/// activation asks for z keeps both while it is trained. `output_sign` stands for an output of
/// which only a > 0 matters, so that a layer with dropout needs to keep nothing besides a.
enum class activation_argument : uint8_t { output, preactivation, output_sign };

// An activation `f` offers
//
//   static constexpr activation_argument derivative_takes;
//   template <class T> static void apply(uint32_t features, uint32_t samples, rows<T> z) noexcept;
//   template <class T> static void derivative(uint32_t features, uint32_t samples,
//                                             rows<const T> argument, rows<T> delta) noexcept;
//
// and may offer, for less code and fewer instructions where samples come one at a time,
//
//   template <class T> static void apply_to_sample(uint32_t features, T* z) noexcept;
//
// and, for networks that are to be stored (base/type_name.hpp),
//
//   static constexpr type_name<f> name = "f";
//
//   static constexpr bool hides_nan = true;
//     f makes a number of a NaN, so that predict() looks elsewhere for damaged parameters.
//   static constexpr bool gives_probabilities = true;
//     Outputs lie in [0, 1] and stand for classes, so that evaluate() counts which are right.
//   static constexpr bool sums_to_one = true;
//     A sample's outputs add up to 1, so that a layer of a single unit says nothing.
//
// A check of the gradient distinguishes more finely when it knows that f has no kinks, places where
// its slope jumps, as relu has at 0; without this line it reckons with them:
//
//   static constexpr bool has_kinks = false;
//
// apply replaces z by a = f(z); apply_to_sample does the same, to the same bits, to the features of
// one sample side by side. derivative replaces delta, the cost's derivative with respect to a, by
// that with respect to z: delta *= f'(argument). apply and derivative work on features x samples
// elements, samples innermost, in rows at least `samples` apart; what lies between the rows stays
// untouched. argument and delta must not overlap. An element gets the same bits whatever stands
// beside it (softmax: whatever samples stand beside its own). A network names the type in its layer
// table, so the linker keeps only the routines that are used; an application may write activations
// of its own in the same form.
//
// Bounds in the headers of this floor: "ulp" is the spacing of T at the exact result, epsilon that
// at 1. The slope's error is counted before it is multiplied by delta, which rounds once more.
// Relative bounds in `a` are those of the formula; what the rounding of a does to it comes on top,
// and "in z" bounds count both. They keep a margin above the largest errors that are found by
// tests/math/worst_search.cpp; they are no proofs.

namespace detail {

/// What an Activation says of itself, or false.
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
inline constexpr bool sums_to_one = false;
template <class Activation>
inline constexpr bool sums_to_one<Activation, decltype(void(Activation::sums_to_one))> =
    Activation::sums_to_one;

}  // namespace detail

/// apply<T> or derivative<T> of some activation, as the layer tables hold them.
template <class T>
using activation_routine = void (*)(uint32_t features, uint32_t samples, rows<T> z) noexcept;
template <class T>
using derivative_routine = void (*)(uint32_t features, uint32_t samples, rows<const T> argument,
                                    rows<T> delta) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
