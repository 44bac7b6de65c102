// SPDX-License-Identifier: MIT
// Quantization-aware training: steps that compute with the numbers that int8 will have.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/base/whole_number.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/option/dynamic_settings.hpp"
#include "picomlp/option/option.hpp"
#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/quantize_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// status::bad_argument unless 0 < rate <= 1.
status check_rate(float rate) noexcept;

/// Each end of a range becomes end + (found - end) * rate; with *steps == 0 it is the end found.
/// Increments *steps, which stops at its largest number.
void move_ranges(float rate, uint32_t count, const running_range<float>* found,
                 running_range<float>* observed, uint32_t* steps) noexcept;

}  // namespace detail

/// What a step on a simulated network takes, without its type.
struct quantization_simulation {
    float_network network;                 ///< with the parameters that are trained
    const running_range<float>* observed;  ///< before this step; null: only observe
    uint32_t steps;                        ///< that these come from
    running_range<float>* found;           ///< 1 + 2 * layers: the ranges of this step
    detail::layer_quantization* layers;    ///< one for each layer
    float* parameters;                     ///< simulated ones
    float* inputs;                         ///< simulated ones: inputs x input_stride
    size_t input_stride;                   ///< samples of a chunk
    /// A bit for each sample of a chunk, 1 where a number was cut off: first of every unit's sums,
    /// then of every unit's outputs, layer by layer.
    uint32_t* clipped;
    size_t words_per_unit;  ///< of `clipped`
};

/// The memory of the option.
template <class Network, uint32_t Batch>
struct simulation_memory {
    static constexpr uint32_t layers = Network::layer_count;  ///< of the network
    /// Samples of a chunk.
    static constexpr uint32_t capacity =
        Batch < summation_order::chunk_samples ? Batch : summation_order::chunk_samples;
    /// Of `clipped`, for each unit.
    static constexpr size_t words = (size_t{capacity} + 31) / 32;

    /// A step's view of this memory; w is simulated into it.
    quantization_simulation refer_to(const parameters_of<Network>& w,
                                     const running_range<float>* observed, uint32_t steps) {
        return {float_network(w), observed, steps, found,   quantizations,
                parameters,       inputs,   Batch, clipped, words};
    }

    /// Of a step that has succeeded.
    void move_ranges(float rate, observed_ranges<layers>& observed) const {
        detail::move_ranges(rate, 1 + 2 * layers, found, observed.ranges, &observed.steps);
    }

    running_range<float> found[1 + 2 * layers];
    detail::layer_quantization quantizations[layers];
    float parameters[Network::parameter_count];
    float inputs[size_t{Network::inputs} * Batch];
    uint32_t clipped[2 * detail::quantized_sizes<Network>::units * words];
};

namespace detail {

/// What a training of run-time shape simulates with, in memory of the caller's.
struct opened_simulation {
    dynamic_shape shape;
    sample_layer<float>* layers;  ///< without routines, which a simulation does not call
    running_range<float>* observed;
    uint32_t steps;  ///< that these come from
    running_range<float>* found;
    layer_quantization* quantizations;
    float* parameters;
    float* inputs;
    size_t input_stride;
    uint32_t* clipped;
    size_t words_per_unit;
};

/// The bytes that open_simulation() wants, at an address for floats and pointers; 0 for a shape
/// that is unusable or cannot be quantized.
size_t simulation_bytes(const dynamic_shape& shape, uint32_t batch_size) noexcept;
/// Nothing is observed yet. The shape suits and its layers stay; so much memory is there.
opened_simulation open_simulation(const dynamic_shape& shape, uint32_t batch_size,
                                  void* memory) noexcept;
/// observed: null to observe only.
quantization_simulation simulation_of(const opened_simulation& opened, const float* w,
                                      const running_range<float>* observed) noexcept;

}  // namespace detail

/// The same in memory of the caller's, for a network of run-time shape.
template <uint32_t Batch>
struct simulation_memory<dynamic_settings<float>, Batch> {
    /// As above.
    quantization_simulation refer_to(const float* w, const running_range<float>* observed) const {
        return detail::simulation_of(opened, w, observed);
    }
    /// The ranges that steps have seen so far.
    observed_view observed() const {
        return {opened.observed, opened.shape.layer_count, opened.steps};
    }
    /// status::bad_argument for those of another number of layers. Precondition: it is open.
    status restore(observed_view from) {
        if (from.layers != opened.shape.layer_count) return status::bad_argument;
        for (uint32_t k = 0; k < 1 + 2 * from.layers; ++k) opened.observed[k] = from.ranges[k];
        opened.steps = from.steps;
        return status::ok;
    }
    /// Of a step that has succeeded.
    void move_ranges(float rate) {
        detail::move_ranges(rate, 1 + 2 * opened.shape.layer_count, opened.found, opened.observed,
                            &opened.steps);
    }

    /// Bytes that open() wants, aligned as a trainer's memory is.
    static size_t bytes(const dynamic_shape& shape, uint32_t batch_size) {
        return detail::simulation_bytes(shape, batch_size);
    }
    /// Lays it out over so many bytes. The shape has passed its checks.
    void open(const dynamic_shape& shape, uint32_t batch_size, void* memory) {
        opened = detail::open_simulation(shape, batch_size, memory);
    }

    detail::opened_simulation opened;
};

/// Trains a network of floats as the network of int8 that quantize() will make of it. In each step
/// inputs, weights, biases, sums and outputs are rounded as int8 rounds them: weights with a scale
/// for each output, the others by ranges that move with each step's smallest and largest number.
/// The gradient passes these roundings as if they were none ("straight through"; Jacob et al. 2018,
/// "Quantization and training of neural networks for efficient integer-arithmetic-only inference",
/// section 3), except that it is 0 for numbers that were cut off at the end of a range. Parameters
/// stay floats: the steps change these.
///
///     trainer<net, softmax_cross_entropy, adam, batch<32>, quantization_aware> t;
///     ...                                                      // t.step(w, x, y), fit()
///     calibration ranges;
///     status opened = ranges.open(float_network(w), t.state().observed);
///     status made = quantize(ranges, numbers);                 // numbers of int8
///
/// A dynamic_trainer takes it as well, and gives the ranges by observed():
///
///     status opened = ranges.open(float_network(network, w), t.observed());
///     status made = model.make(ranges, weight_scales::per_output, memory);  // a quantized_model
///
/// A step rounds by the ranges of the steps before it, so it does not depend on how its samples are
/// divided; the first one, and the first `delay` steps, compute in float and observe. Ranges are a
/// part of state(), and of a checkpoint. A step that is refused leaves them as they were;
/// status::beyond_range when a range or a weight is so large or small that quantize() would refuse
/// it. Evaluations, also those of fit(), are of the network of floats.
///
/// Agreement with int8: both have the same scales, zero points and numbers of weights and biases.
/// Given the same int8 inputs, a layer's weighted sums differ from those of int8 by no more than
/// the rounding of float sums, and its outputs only where a sum lies so near the middle between two
/// steps that this, or the rounding of a multiplier, decides. Leaky relu, which int8 computes by
/// two more multipliers, may then differ by one step. Where the loss takes logits, those are
/// simulated, and not the probabilities behind them. Dropout drops outputs that are already
/// rounded.
struct quantization_aware : option {
    static constexpr type_name<quantization_aware> name = "quantization_aware";
    static constexpr bool simulates = true;
    static constexpr bool has_kinks = true;

    template <class Network>
    struct settings {
        static_assert(
            detail::same_type<typename Network::value_type, float>,
            "picomlp: quantization_aware is for networks of float, of which int8 is made");
        float rate = 0.01F;                ///< of the moving ranges, above 0, at most 1
        whole_number<uint32_t> delay = 0;  ///< steps that only observe
    };
    template <class Network>
    using state = observed_ranges<Network::layer_count>;
    template <class Network, uint32_t Batch>
    using memory = simulation_memory<Network, Batch>;

    /// Named settings for a trainer.
    template <class Number>
    static constexpr auto rate(Number value) {
        return detail::name_setting<quantization_aware, 0>(
            [value](auto& to) { detail::set_real(to.rate, value); });
    }
    template <class Whole>
    static constexpr auto delay(Whole value) {
        return detail::name_setting<quantization_aware, 1>(
            [value](auto& to) { detail::set_whole(to.delay, value); });
    }

    template <class Settings>
    static status check(const Settings& settings) noexcept {
        return detail::check_rate(settings.rate);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
