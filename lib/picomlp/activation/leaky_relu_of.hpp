// SPDX-License-Identifier: MIT
// Leaky rectified linear units (Maas et al. 2013) of any slope.
#pragma once

#include <stdint.h>

#include "picomlp/activation/activation.hpp"
#include "picomlp/activation/fraction.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// z = z for z > 0, otherwise slope z.
template <class T>
void apply_leaky_relu(uint32_t features, uint32_t samples, strided_rows<T> z,
                      T slope) noexcept(needs_real<T>());
/// delta = delta where argument > 0, otherwise slope delta.
template <class T>
void leaky_relu_derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta, T slope) noexcept(needs_real<T>());

/// In a function, because clang drops a class with a wrong static_assert of its own, and would
/// report that it is missing. Always true.
template <class Slope>
constexpr bool needs_slope() {
    static_assert(Slope::is_valid,
                  "picomlp: the slope of leaky_relu_of is a fraction of numbers up to 16777216, "
                  "the lower one at least 1: leaky_relu_of<3, 10>, leaky_relu_of<-1, 4>");
    static_assert(Slope::numerator != 0, "picomlp: a leaky relu with a slope of 0 is relu");
    return true;
}

}  // namespace detail

/// leaky_relu_of any slope, which a run-time shape's layer holds as its parameter; also a PReLU
/// with one slope for the layer, which is not trained. Everything else, and the bits, are those of
/// leaky_relu_of. The slope is finite; with 0 this is not relu, which maps NaN and -inf to 0.
struct any_leaky_relu {
    static constexpr type_name<any_leaky_relu> name = "leaky_relu_of";
    static constexpr bool takes_parameter = true;
    static constexpr bool parameter_has_sign = true;
    static constexpr activation_argument derivative_takes = activation_argument::output_sign;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, strided_rows<T> z, T slope) noexcept {
        detail::apply_leaky_relu(features, samples, z, slope);
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta, T slope) noexcept {
        detail::leaky_relu_derivative(features, samples, argument, delta, slope);
    }
};

/// leaky_relu_of<3, 10>(z) = z for z > 0, otherwise 0.3 z: the rounded product with the rounded
/// slope (activation/fraction.hpp), error below 1.5 ulp. NaN stays NaN. Zeros stay zeros and
/// infinities infinities, with the sign of slope z: under a slope below 0, -0 gives +0 and -inf
/// gives +inf. The derivative is 1 where z > 0, otherwise the slope. leaky_relu_of<1, 100> has the
/// bits of leaky_relu, but is another type in stored data.
///
/// It is also PReLU (He et al. 2015) with one slope for the layer, which is a constant here: the
/// rest of the network is trained, the slope is not. A PReLU's slope may have become anything, so
/// slopes below 0 and above 1 are allowed; 0 is not, because that is relu, which unlike this
/// function maps NaN and -inf to 0. Numerator and denominator go up to 16777216.
///
/// The sign of a tells that of z, unless the slope is below 0: then a layer that is trained keeps
/// z as well.
template <int32_t Numerator, int32_t Denominator = 1>
struct leaky_relu_of {
    using run_time_form = any_leaky_relu;  ///< the same where the slope is a number of the shape
    /// The slope as a fraction in lowest terms.
    using slope = detail::lowest_terms<Numerator, Denominator>;
    static_assert(detail::needs_slope<slope>());

    /// The slope that is used.
    template <class T>
    static constexpr T parameter = slope::template value<T>;

    static constexpr type_name<leaky_relu_of> name{"leaky_relu_of", slope::numerator,
                                                   slope::denominator};
    static constexpr activation_argument derivative_takes =
        slope::numerator > 0 ? activation_argument::output_sign
                             : activation_argument::preactivation;
    template <class T>
    static void apply(uint32_t features, uint32_t samples, strided_rows<T> z) noexcept {
        detail::apply_leaky_relu(features, samples, z, parameter<T>);
    }
    template <class T>
    static void derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta) noexcept {
        detail::leaky_relu_derivative(features, samples, argument, delta, parameter<T>);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
