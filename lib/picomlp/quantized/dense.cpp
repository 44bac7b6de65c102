#include "picomlp/quantized/dense.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

quantized_leaky_relu leaky_relu_between(float input_scale, float slope, float output_scale,
                                        int32_t output_zero_point) noexcept {
    const float below = input_scale * slope;
    return {multiplier_of(static_cast<double>(input_scale / output_scale)),
            multiplier_of(static_cast<double>(below / output_scale)), output_zero_point};
}

template <class Rounding>
void detail::plain_quantized_dense(const quantized_dense& layer, const int8_t* x,
                                   int8_t* y) noexcept {
    const int8_t* w = layer.weights;
    const multiplier* by = layer.multipliers;
    for (uint32_t o = 0; o < layer.outputs; ++o) {
        // Unsigned, because they may wrap.
        auto sum = static_cast<uint32_t>(layer.biases[o]);
        for (uint32_t i = 0; i < layer.inputs; ++i) sum += static_cast<uint32_t>(x[i] * w[i]);
        const int64_t scaled = Rounding::requantize(static_cast<int32_t>(sum), *by);
        y[o] =
            static_cast<int8_t>(clamped(scaled + layer.zero_point(), layer.lowest, layer.highest));
        w += layer.inputs;
        by = next_multiplier(by, layer.multiplier_step);
    }
    activate_quantized<Rounding>(layer, y);
}

template <class Rounding>
void detail::activate_quantized(const quantized_dense& layer, int8_t* y) noexcept {
    if (layer.table) {
        for (uint32_t o = 0; o < layer.outputs; ++o) y[o] = layer.table[y[o] + 128];
    } else if (layer.leaky) {
        for (uint32_t o = 0; o < layer.outputs; ++o) {
            const int32_t d = y[o] - layer.zero_point();
            const multiplier by = d >= 0 ? layer.leaky->above : layer.leaky->below;
            const int64_t scaled = Rounding::requantize(d, by);
            y[o] = static_cast<int8_t>(clamped(scaled + layer.leaky->zero_point, -128, 127));
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
