// SPDX-License-Identifier: MIT
// Exponential linear units (Clevert et al. 2015) of any alpha.
#pragma once

#include <stdint.h>

#include "picomlp/activation/activation.hpp"
#include "picomlp/activation/fraction.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// z = z for z > 0, otherwise alpha expm1(z).
template <class T>
void apply_elu(uint32_t features, uint32_t samples, strided_rows<T> z,
               T alpha) noexcept(needs_real<T>());
/// delta = delta where a > 0, otherwise (a + alpha) delta.
template <class T>
void elu_derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                    strided_rows<T> delta, T alpha) noexcept(needs_real<T>());

/// In a function, because clang drops a class with a wrong static_assert of its own, and would
/// report that it is missing. Always true.
template <class Alpha>
constexpr bool needs_alpha() {
    static_assert(Alpha::is_valid,
                  "picomlp: the alpha of elu_of is a fraction of numbers up to 16777216, the lower "
                  "one at least 1: elu_of<1, 2>");
    static_assert(Alpha::numerator > 0, "picomlp: the alpha of elu_of lies above 0: elu_of<1, 2>");
    return true;
}

}  // namespace detail

/// elu_of any alpha, which a run-time shape's layer holds as its parameter. Everything else, and
/// the bits, are those of elu_of. alpha is finite and has no sign.
struct any_elu {
    static constexpr type_name<any_elu> name = "elu_of";
    static constexpr bool takes_parameter = true;
    static constexpr bool parameter_has_sign = false;
    static constexpr activation_argument derivative_takes = activation_argument::output;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, strided_rows<T> z, T alpha) noexcept {
        detail::apply_elu(features, samples, z, alpha);
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta, T alpha) noexcept {
        detail::elu_derivative(features, samples, a, delta, alpha);
    }
};

/// elu_of<1, 2>(z) = z for z > 0, otherwise alpha (exp(z) - 1) with alpha = 0.5, which never goes
/// below -alpha: the rounded product of alpha, itself rounded (activation/fraction.hpp), and
/// math::expm1. Error: float 3.5 ulp, double 4 ulp. -0 stays -0, -inf gives -alpha, NaN stays NaN.
/// The derivative is 1 for a > 0, otherwise a + alpha, rounded once in a; its error is at most
/// alpha times 1.5 epsilon in z. It is 0 where a has reached -alpha and jumps at z = 0 unless alpha
/// is 1. elu_of<1> has the bits of elu, but is another type in stored data.
///
/// alpha lies above 0: with 0 this is relu, and below 0 the sign of a would not tell that of z.
/// Numerator and denominator go up to 16777216.
template <int32_t Numerator, int32_t Denominator = 1>
struct elu_of {
    using run_time_form = any_elu;  ///< the same where alpha is a number of the shape
    /// Alpha as a fraction in lowest terms.
    using alpha = detail::lowest_terms<Numerator, Denominator>;
    static_assert(detail::needs_alpha<alpha>());

    /// The alpha that is used.
    template <class T>
    static constexpr T parameter = alpha::template value<T>;

    static constexpr type_name<elu_of> name{"elu_of", alpha::numerator, alpha::denominator};
    static constexpr activation_argument derivative_takes = activation_argument::output;
    static constexpr bool has_kinks = alpha::numerator != alpha::denominator;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, strided_rows<T> z) noexcept {
        detail::apply_elu(features, samples, z, parameter<T>);
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> a,
                           strided_rows<T> delta) noexcept {
        detail::elu_derivative(features, samples, a, delta, parameter<T>);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
