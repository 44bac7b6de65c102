// Activations of int8 as tables: one output for each of the 256 numbers.
#pragma once

#include <stdint.h>

#include "picomlp/network/network.hpp"
#include "picomlp/quantized/quantization.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What TensorFlow Lite demands of the outputs of sigmoid (LOGISTIC) and hyperbolic_tangent (TANH),
/// so that their whole range has numbers.
inline constexpr quantization sigmoid_quantization = {1.0F / 256, -128};
inline constexpr quantization hyperbolic_tangent_quantization = {1.0F / 128, 0};

inline constexpr uint32_t activation_table_size = 256;

namespace detail {

/// Null for no activation.
status make_activation_table(sample_activation_routine<float> activate, float parameter,
                             quantization from, quantization to, int8_t* table) noexcept;

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

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
