// SPDX-License-Identifier: MIT
// A dense layer of int8, some rows of weights at a time.
#pragma once

#include <stddef.h>

#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/kernels/bounded_sums.hpp"
#include "picomlp/quantized/kernels/row_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// What becomes of sums, for all outputs of a layer.
struct output_rule {
    int32_t offset;
    int32_t lowest;
    int32_t highest;
};

template <class Rounding>
[[gnu::always_inline]] inline int8_t output_of(int32_t sum, multiplier by,
                                               const output_rule& rule) {
    int32_t q = (twice_requantized<Rounding>::of(sum, by) + rule.offset) >> 1;
    q = q < rule.lowest ? rule.lowest : q;
    return static_cast<int8_t>(q > rule.highest ? rule.highest : q);
}

/// Where the next outputs of a layer come from and go to.
struct dense_cursor {
    const int8_t* w;
    const int32_t* biases;
    const multiplier* by;
    int8_t* y;
};

/// Stores the next output.
template <class Rounding>
[[gnu::always_inline]] inline void store_output(int32_t sum, dense_cursor& at, int32_t step,
                                                const output_rule& rule) {
    *at.y++ = output_of<Rounding>(sum, *at.by, rule);
    at.by = detail::next_multiplier(at.by, step);
}

/// The next Sums::rows outputs.
template <class Rounding, class Sums>
[[gnu::always_inline]] inline void some_outputs(dense_cursor& at, const int8_t* x, uint32_t n,
                                                int32_t step, const output_rule& rule) {
    if constexpr (Sums::store_outputs) {
        return Sums::template outputs<Rounding>(at, x, n, step, rule);
    } else {
        constexpr uint32_t rows = Sums::rows;
        row_sums sums{at.biases[0], rows > 1 ? at.biases[1] : 0, rows > 1 ? at.biases[2] : 0,
                      rows > 1 ? at.biases[3] : 0};
        at.biases += rows;
        Sums::add(at.w, x, n, sums);
        store_output<Rounding>(sums.a, at, step, rule);
        if constexpr (rows > 1) {
            store_output<Rounding>(sums.b, at, step, rule);
            store_output<Rounding>(sums.c, at, step, rule);
            store_output<Rounding>(sums.d, at, step, rule);
        }
    }
}

/// As detail::plain_quantized_dense(), to the last bit. The last Sums::rows outputs may overlap
/// those before them, which are then computed twice.
template <class Rounding, class Sums>
void dense_by_rows(const detail::quantized_dense& layer, const int8_t* x, int8_t* y) noexcept {
    if (!layer.is_bounded) return detail::plain_quantized_dense<Rounding>(layer, x, y);
    const uint32_t n = layer.inputs;
    const int32_t step = layer.multiplier_step;
    const output_rule rule{layer.twice_zero_point, layer.lowest, layer.highest};
    dense_cursor at{layer.weights, layer.biases, layer.multipliers, y};
    uint32_t left = layer.outputs;
    for (;;) {
        if (left < Sums::rows) {
            if (left <= Sums::alone || layer.outputs < Sums::rows) break;
            const uint32_t again = Sums::rows - left;
            left = Sums::rows;
            at.w -= size_t{again} * n;
            at.biases -= again;
            at.by = detail::next_multiplier(at.by, -static_cast<int32_t>(again) * step);
            at.y -= again;
        }
        some_outputs<Rounding, Sums>(at, x, n, step, rule);
        left -= Sums::rows;
    }
    for (; left > 0; --left) some_outputs<Rounding, plain_sums<1>>(at, x, n, step, rule);
    if (layer.has_activation) detail::activate_quantized<Rounding>(layer, y);
}

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
