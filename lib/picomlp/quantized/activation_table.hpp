// SPDX-License-Identifier: MIT
// Activations of int8 as tables: one output for each of the 256 numbers.
#pragma once

#include <stdint.h>

#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/quantized/quantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What TensorFlow Lite demands of the outputs of sigmoid (LOGISTIC) and hyperbolic_tangent (TANH),
/// so that their whole range has numbers.
inline constexpr quantization sigmoid_quantization = {1.0F / 256, -128};
/// Of TANH.
inline constexpr quantization hyperbolic_tangent_quantization = {1.0F / 128, 0};

/// One output for each int8.
inline constexpr uint32_t activation_table_size = 256;

namespace detail {

/// Null for no activation.
status make_activation_table(sample_activation_routine<float> activate, float parameter,
                             quantization from, quantization to, int8_t* table) noexcept;
status make_sigmoid_table(quantization from, int8_t* table) noexcept;
status make_tanh_table(quantization from, int8_t* table) noexcept;

/// Of sigmoid and hyperbolic_tangent alone.
template <class Activation>
struct integer_table;
template <>
struct integer_table<sigmoid> {
    static constexpr auto make = &make_sigmoid_table;
};
template <>
struct integer_table<hyperbolic_tangent> {
    static constexpr auto make = &make_tanh_table;
};

}  // namespace detail

/// table[q + 128] = the Activation of what q stands for in `from`, quantized for `to`: the
/// library's own function of floats, so the table is the same on every target. `parameter` is that
/// of an activation of run-time shape. Softmax and log_softmax, which look at all outputs, are not
/// of this kind. Unless ok, the table is as it was: bad_argument when `from` or `to` is not usable,
/// not_finite_output when the activation gives a NaN or infinity.
template <class Activation>
status make_activation_table(quantization from, quantization to,
                             int8_t (&table)[activation_table_size], float parameter = 0) {
    static_assert(detail::is_activation<Activation>,
                  "picomlp: this makes a table of an activation: make_activation_table<sigmoid>");
    static_assert(!detail::sums_to_one<Activation>,
                  "picomlp: softmax has no table, because it looks at all outputs");
    return detail::make_activation_table(detail::apply_routine_of<float, Activation>(0), parameter,
                                         from, to, table);
}

/// The same of sigmoid or hyperbolic_tangent by integers instead of our function of floats, with
/// outputs of sigmoid_quantization or hyperbolic_tangent_quantization: to the last bit what
/// TensorFlow Lite Micro's LOGISTIC and TANH give, in either rounding. It differs from the above by
/// 1 at most while the scale of `from` is below 4. What stands for numbers beyond some multiple of
/// the scale has the lowest or highest output: from 8 on all of them, and 0 the lowest.
/// bad_argument when `from` is not usable.
template <class Activation>
status make_integer_table(quantization from, int8_t (&table)[activation_table_size]) {
    return detail::integer_table<Activation>::make(from, table);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
