// SPDX-License-Identifier: MIT
#include "picomlp/quantized/dense.hpp"

#include <stddef.h>

namespace picomlp {
inline namespace PICOMLP_PROFILE {

static_assert(sizeof(void*) != 4 || (offsetof(detail::quantized_dense, multipliers) == 12 &&
                                     offsetof(detail::quantized_dense, highest) == 32 &&
                                     offsetof(detail::quantized_dense, outputs) == 36),
              "picomlp: the assembly for Cortex-M knows where the members of a layer are");

quantized_leaky_relu leaky_relu_between(float input_scale, float slope, float output_scale,
                                        int32_t output_zero_point) noexcept {
    const float below = input_scale * slope;
    return {multiplier_of(static_cast<double>(input_scale / output_scale)),
            multiplier_of(static_cast<double>(below / output_scale)), output_zero_point};
}

namespace {

/// One for a layer and its activation, as it is larger than either.
template <class Rounding>
[[gnu::noinline]] int32_t requantize(int32_t sum, const multiplier& by) {
    return Rounding::requantize(sum, by);
}

/// The number, as near to x + zero as the range allows: of any x, without more bits.
int8_t moved_into(int32_t lowest, int32_t highest, int32_t x, int32_t zero) {
    return static_cast<int8_t>(detail::clamped(x, lowest - zero, highest - zero) + zero);
}

}  // namespace

template <class Rounding>
void detail::plain_quantized_dense(const quantized_dense& layer, const int8_t* x,
                                   int8_t* y) noexcept {
    const int8_t* w = layer.weights;
    const multiplier* by = layer.multipliers;
    for (uint32_t o = 0; o < layer.outputs; ++o) {
        // Unsigned, because they may wrap.
        auto sum = static_cast<uint32_t>(layer.biases[o]);
        for (uint32_t i = 0; i < layer.inputs; ++i) sum += static_cast<uint32_t>(x[i] * w[i]);
        y[o] = moved_into(layer.lowest, layer.highest,
                          requantize<Rounding>(static_cast<int32_t>(sum), *by), layer.zero_point());
        w += layer.inputs;
        by = next_multiplier(by, layer.multiplier_step);
    }
    activate_quantized<Rounding>(layer, y);
}

template <class Rounding>
void detail::activate_quantized(const quantized_dense& layer, int8_t* y) noexcept {
    const int8_t* const end = y + layer.outputs;
    if (layer.table) {
        const int8_t* const zeroth = layer.table + 128;
        for (; y != end; ++y) *y = zeroth[*y];
    } else if (const quantized_leaky_relu* const leaky = layer.leaky) {
        for (; y != end; ++y) {
            const int32_t d = *y - layer.zero_point();
            const int32_t scaled = requantize<Rounding>(d, d >= 0 ? leaky->above : leaky->below);
            *y = moved_into(-128, 127, scaled, leaky->zero_point);
        }
    }
}

#define PICOMLP_INSTANTIATE(Rounding)                                                            \
    template void detail::plain_quantized_dense<Rounding>(const quantized_dense&, const int8_t*, \
                                                          int8_t*) noexcept;                     \
    template void detail::activate_quantized<Rounding>(const quantized_dense&, int8_t*) noexcept;
PICOMLP_INSTANTIATE(double_rounding)
PICOMLP_INSTANTIATE(single_rounding)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
