// SPDX-License-Identifier: MIT
// Every error with a stated bound: of functions, activations and derivatives of one argument.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

#include "picomlp/picomlp.hpp"
#include "stated_bounds.hpp"
#include "ulp.hpp"

namespace testing::measures {

/// An argument's bits: those of a number, or a signed fraction of a turn.
template <class T>
using bits_type = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;

template <class T>
T number_of(bits_type<T> bits) {
    T x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
}

/// What errors are counted in: the spacing of T at the true value, at one, or at zero.
enum class unit : uint8_t { ulp, epsilon, smallest_subnormal };

struct interval {
    double low;
    double high;
};

template <class T>
struct measure {
    const char* name;
    T (*computed)(T);
    interval domain;
    stated::bound stated_bound;
    unit counted_in = unit::ulp;
    double (*units)(double x) = nullptr;            ///< units by which to divide at x; null for one
    T (*computed_of_turn)(bits_type<T>) = nullptr;  ///< instead of computed

    T at(bits_type<T> bits) const {
        return computed_of_turn ? computed_of_turn(bits) : computed(number_of<T>(bits));
    }
    double bound() const { return stated_bound.in<T>(); }
};

/// How far `got` at x lies from the truth in the measure's units. The truth is nearest + rest, rest
/// being given in spacings of double at nearest: beside a subnormal number it could not be given
/// otherwise. Infinite where got is not finite.
template <class T>
double error(const measure<T>& m, double x, T got, double nearest, double rest) {
    if (!std::isfinite(got)) return HUGE_VAL;
    const double spacing_of_rest = spacing(nearest, 53, -1074);
    double one = double(m.counted_in == unit::epsilon ? std::numeric_limits<T>::epsilon()
                                                      : std::numeric_limits<T>::denorm_min());
    if (m.counted_in == unit::ulp) {
        // The truth may lie below a power of two to which it is nearest: there the spacing is half.
        const bool below = nearest != 0 && rest != 0 && std::signbit(rest) != std::signbit(nearest);
        const double truth = below ? std::nextafter(nearest, 0) : nearest;
        one = sizeof(T) == 4 ? spacing(truth, 24, -149) : spacing(truth, 53, -1074);
    }
    const double units = m.units ? m.units(x) : 1;
    return std::fabs((double(got) - nearest) / one - rest * (spacing_of_rest / one)) / units;
}

namespace detail {

template <class Activation, class T>
T value(T z) {
    Activation::template apply<T>(1, 1, {&z, 1});
    return z;
}
template <class Activation, class T>
T slope(T argument) {
    T delta = 1;
    Activation::template derivative<T>(1, 1, {&argument, 1}, {&delta, 1});
    return delta;
}
template <class Activation, class T>
T slope_by_value(T z) {
    return slope<Activation>(value<Activation>(z));
}

template <class T>
T turn_sine(bits_type<T> fraction) {
    T sine;
    T cosine;
    picomlp::math::sincos_turn(fraction, &sine, &cosine);
    return sine;
}
template <class T>
T turn_cosine(bits_type<T> fraction) {
    T sine;
    T cosine;
    picomlp::math::sincos_turn(fraction, &sine, &cosine);
    return cosine;
}

/// The first output of softmax for z and 0.
template <class T>
T softmax_of_two(T z) {
    T both[] = {z, 0};
    picomlp::softmax::apply<T>(2, 1, {both, 1});
    return both[0];
}

/// The bounds in the headers as multiples of epsilon, where they are not constants.
inline double silu_units(double z) {
    const double constant = stated::silu_slope.in_double;
    return (std::fmax(z, 0) + constant) / constant;
}
inline double softmax_units(double z) {
    return (std::fmax(-z, 0) + 1.5 * 2 + 9) / 2 / (1 + std::exp(-z));
}
/// elu_of states its slope's bound as a multiple of alpha.
inline double alpha_of_nineteen_tenths(double) { return 1.9; }
inline double magnitude(double z) { return std::fabs(z); }

template <class T>
constexpr bool wide = sizeof(T) == 8;

template <class T>
constexpr double smallest = double(std::numeric_limits<T>::denorm_min());
template <class T>
constexpr double largest = double(std::numeric_limits<T>::max());

/// From where sigmoid, and the normal distribution, are normal numbers, as the headers have it.
template <class T>
constexpr double sigmoid_normal = wide<T> ? -708 : -87;
template <class T>
constexpr double normal_cdf_normal = wide<T> ? -37.5 : -12.9;
template <class T>
constexpr double gelu_tanh_normal = wide<T> ? -21.14 : -10;

/// The last number before 3, with a sign.
template <class T>
double inside_three(double sign) {
    return sign * double(std::nextafter(T(3), T(0)));
}

}  // namespace detail

// The domains leave out what is exact or zero; odd and even functions have one of their sides.
template <class T>
inline const measure<T> all[] = {
    {"exp",
     picomlp::math::exp,
     {detail::wide<T> ? -745.2 : -104, detail::wide<T> ? 709.7827 : 88.7228},
     stated::exp},
    {"expm1", picomlp::math::expm1, {-50, detail::wide<T> ? 709.7827 : 88.7228}, stated::expm1},
    {"log", picomlp::math::log, {detail::smallest<T>, detail::largest<T>}, stated::log},
    {"tanh", picomlp::math::tanh, {0, 25}, stated::tanh},
    {"sigmoid", picomlp::math::sigmoid, {detail::wide<T> ? -745.2 : -104, 50}, stated::sigmoid},
    {"softplus", picomlp::math::softplus, {detail::wide<T> ? -745.2 : -104, 50}, stated::softplus},
    {"sin", picomlp::math::sin, {0, 1000}, stated::sincos},
    {"cos", picomlp::math::cos, {0, 1000}, stated::sincos},
    {"sin_of_large", picomlp::math::sin, {1000, detail::largest<T>}, stated::sincos},
    {"cos_of_large", picomlp::math::cos, {1000, detail::largest<T>}, stated::sincos},
    // A quarter turn around zero: the others differ by exact operations.
    {"turn_sine",
     nullptr,
     {-0.125, 0.125},
     stated::sincos_turn,
     unit::ulp,
     nullptr,
     detail::turn_sine<T>},
    {"turn_cosine",
     nullptr,
     {-0.125, 0.125},
     stated::sincos_turn,
     unit::ulp,
     nullptr,
     detail::turn_cosine<T>},
    {"erf", picomlp::math::erf, {0, 6}, stated::erf},
    {"normal_cdf",
     picomlp::math::normal_cdf,
     {detail::wide<T> ? -38.5 : -14.2, 9},
     stated::normal_cdf},
    {"normal_pdf",
     picomlp::math::normal_pdf,
     {0, detail::wide<T> ? 38.6 : 14.2},
     stated::normal_pdf},
    {"sqrt", picomlp::math::sqrt, {detail::smallest<T>, detail::largest<T>}, stated::sqrt},
    {"elu_slope_in_z",
     detail::slope_by_value<picomlp::elu, T>,
     {-50, 0},
     stated::elu_slope_in_z,
     unit::epsilon},
    {"sigmoid_slope_in_a", detail::slope<picomlp::sigmoid, T>, {0, 1}, stated::sigmoid_slope_in_a},
    {"sigmoid_slope_in_z",
     detail::slope_by_value<picomlp::sigmoid, T>,
     {-50, 50},
     stated::sigmoid_slope_in_z,
     unit::epsilon},
    {"hyperbolic_tangent_slope_in_a",
     detail::slope<picomlp::hyperbolic_tangent, T>,
     {0, 1},
     stated::hyperbolic_tangent_slope_in_a},
    {"hyperbolic_tangent_slope_in_z",
     detail::slope_by_value<picomlp::hyperbolic_tangent, T>,
     {0, 25},
     stated::hyperbolic_tangent_slope_in_z,
     unit::epsilon},
    {"softplus_slope_in_a",
     detail::slope<picomlp::softplus, T>,
     {0, 50},
     stated::softplus_slope_in_a},
    {"softplus_slope_in_z",
     detail::slope_by_value<picomlp::softplus, T>,
     {detail::sigmoid_normal<T>, 50},
     stated::softplus_slope_in_z},
    {"silu", detail::value<picomlp::silu, T>, {detail::sigmoid_normal<T>, 50}, stated::silu},
    {"silu_tail",
     detail::value<picomlp::silu, T>,
     {detail::wide<T> ? -760 : -110, detail::sigmoid_normal<T>},
     stated::silu_tail,
     unit::smallest_subnormal,
     detail::magnitude},
    {"silu_slope",
     detail::slope<picomlp::silu, T>,
     {-50, 50},
     stated::silu_slope,
     unit::epsilon,
     detail::silu_units},
    {"gelu", detail::value<picomlp::gelu, T>, {detail::normal_cdf_normal<T>, 9}, stated::gelu},
    {"gelu_tail",
     detail::value<picomlp::gelu, T>,
     {detail::wide<T> ? -39 : -14.5, detail::normal_cdf_normal<T>},
     stated::gelu_tail,
     unit::smallest_subnormal,
     detail::magnitude},
    {"gelu_slope", detail::slope<picomlp::gelu, T>, {-9, 9}, stated::gelu_slope, unit::epsilon},
    {"hard_sigmoid", detail::value<picomlp::hard_sigmoid, T>, {-3, 3}, stated::hard_sigmoid},
    {"leaky_relu",
     detail::value<picomlp::leaky_relu, T>,
     {-detail::largest<T>, 0},
     stated::leaky_relu},
    {"leaky_relu_of",
     detail::value<picomlp::leaky_relu_of<3, 10>, T>,
     {-detail::largest<T>, 0},
     stated::leaky_relu_of},
    {"elu_of", detail::value<picomlp::elu_of<19, 10>, T>, {-50, 0}, stated::elu_of},
    {"elu_of_slope_in_z",
     detail::slope_by_value<picomlp::elu_of<19, 10>, T>,
     {-50, 0},
     stated::elu_of_slope_in_z,
     unit::epsilon,
     detail::alpha_of_nineteen_tenths},
    {"selu", detail::value<picomlp::selu, T>, {-50, detail::largest<T> / 2}, stated::selu},
    {"selu_slope_in_z",
     detail::slope_by_value<picomlp::selu, T>,
     {-50, 0},
     stated::selu_slope_in_z,
     unit::epsilon},
    {"softsign", detail::value<picomlp::softsign, T>, {0, detail::largest<T>}, stated::softsign},
    {"softsign_slope_in_a",
     detail::slope<picomlp::softsign, T>,
     {0, 1},
     stated::softsign_slope_in_a},
    {"softsign_slope_in_z",
     detail::slope_by_value<picomlp::softsign, T>,
     {0, 1e9},
     stated::softsign_slope_in_z,
     unit::epsilon},
    {"mish", detail::value<picomlp::mish, T>, {detail::sigmoid_normal<T>, 50}, stated::mish},
    {"mish_tail",
     detail::value<picomlp::mish, T>,
     {detail::wide<T> ? -760 : -110, detail::sigmoid_normal<T>},
     stated::mish_tail,
     unit::smallest_subnormal,
     detail::magnitude},
    {"mish_slope", detail::slope<picomlp::mish, T>, {-50, 50}, stated::mish_slope, unit::epsilon},
    {"hard_swish", detail::value<picomlp::hard_swish, T>, {-3, 3}, stated::hard_swish},
    {"hard_swish_slope",
     detail::slope<picomlp::hard_swish, T>,
     {detail::inside_three<T>(-1), detail::inside_three<T>(1)},
     stated::hard_swish_slope,
     unit::epsilon},
    {"gelu_tanh",
     detail::value<picomlp::gelu_tanh, T>,
     {detail::gelu_tanh_normal<T>, 9},
     stated::gelu_tanh},
    {"gelu_tanh_tail",
     detail::value<picomlp::gelu_tanh, T>,
     {detail::wide<T> ? -22 : -11, detail::gelu_tanh_normal<T>},
     stated::gelu_tanh_tail,
     unit::smallest_subnormal,
     detail::magnitude},
    {"gelu_tanh_slope",
     detail::slope<picomlp::gelu_tanh, T>,
     {-22, 22},
     stated::gelu_tanh_slope,
     unit::epsilon},
    {"softmax_of_two",
     detail::softmax_of_two<T>,
     {detail::sigmoid_normal<T>, 50},
     {1, 1},
     unit::epsilon,
     detail::softmax_units},
};

/// The measure of that name; null when there is none.
template <class T>
const measure<T>* find(const char* name) {
    for (const measure<T>& m : all<T>)
        if (std::strcmp(m.name, name) == 0) return &m;
    return nullptr;
}

}  // namespace testing::measures
