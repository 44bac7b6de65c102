// SPDX-License-Identifier: MIT
// A sample's way through a network of floats and one of integers at once.
#pragma once

#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/predict.hpp"
#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/error_sums.hpp"
#include "picomlp/quantized/float_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// What comparing wants of the caller's memory: figures, and a layer's outputs before and behind.
/// Number: int8_t or int16_t.
template <class Number>
struct compared_layers {
    error_sums sums{};
    float* odd = nullptr;
    float* even = nullptr;
    Number* quantized_odd = nullptr;
    Number* quantized_even = nullptr;  ///< also for the inputs

    void take(memory_layout& memory, const float_network& network) noexcept {
        const uint32_t widest_odd = widest_layer(network, 1);
        const uint32_t widest_even = widest_layer(network, 2);
        const uint32_t inputs = network.inputs();
        sums.take(memory, network.layer_count());
        odd = memory.take<float>(widest_odd);
        even = memory.take<float>(widest_even);
        quantized_odd = memory.take<Number>(widest_odd);
        quantized_even = memory.take<Number>(widest_even > inputs ? widest_even : inputs);
    }
};

/// Where a sample has come out.
template <class Number>
struct compared_outputs {
    bool are_finite;
    const float* of_floats;
    const Number* of_integers;
};

/// Runs a sample x, whose integers are in layers.quantized_even, through both networks.
/// dense(number, from, to) computes a layer in integers; compare(number, outputs, integers, floats)
/// is called for each as long as floats are finite.
template <class Number, class Dense, class Compare>
compared_outputs<Number> walk_compared_layers(const float_network& network,
                                              const compared_layers<Number>& layers, const float* x,
                                              Dense dense, Compare compare) {
    compared_outputs<Number> at{true, nullptr, layers.quantized_even};
    walk_float_layers(
        network, x, layers.odd, layers.even, [](uint32_t, uint32_t, const float*) {},
        [&](uint32_t l, uint32_t outputs, const float* a) {
            at.are_finite = at.are_finite && all_finite(a, outputs);
            Number* const to = l % 2 == 0 ? layers.quantized_odd : layers.quantized_even;
            dense(l, at.of_integers, to);
            at.of_integers = to;
            at.of_floats = a;
            if (at.are_finite) compare(l, outputs, static_cast<const Number*>(to), a);
        });
    return at;
}

/// label_of() what integers stand for: of equal numbers the first is the largest in both. `one` is
/// what a single one stands for.
template <class Number>
uint32_t label_of_integers(uint32_t outputs, const Number* q, float one) {
    if (outputs == 1) return label_of<float>(1, &one);
    uint32_t label = 0;
    for (uint32_t o = 1; o < outputs; ++o) label = q[o] > q[label] ? o : label;
    return label;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
