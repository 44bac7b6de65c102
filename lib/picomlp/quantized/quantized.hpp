// SPDX-License-Identifier: MIT
// A network of int8 whose shape is a type: sizes are known at compile time, memory is its own.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/activation/leaky_relu_of.hpp"
#include "picomlp/activation/log_softmax.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/relu6.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/network/network.hpp"
#include "picomlp/quantized/activation_table.hpp"
#include "picomlp/quantized/quantized_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// How a quantized layer computes its activation.
enum class quantized_form : uint8_t { clamped, leaky, table };

template <class Activation>
inline constexpr quantized_form quantized_form_of = quantized_form::table;
template <>
inline constexpr quantized_form quantized_form_of<identity> = quantized_form::clamped;
template <>
inline constexpr quantized_form quantized_form_of<relu> = quantized_form::clamped;
template <>
inline constexpr quantized_form quantized_form_of<relu6> = quantized_form::clamped;
// These two look at all outputs; int8 gives their logits.
template <>
inline constexpr quantized_form quantized_form_of<softmax> = quantized_form::clamped;
template <>
inline constexpr quantized_form quantized_form_of<log_softmax> = quantized_form::clamped;
template <>
inline constexpr quantized_form quantized_form_of<leaky_relu> = quantized_form::leaky;
template <int32_t Numerator, int32_t Denominator>
inline constexpr quantized_form quantized_form_of<leaky_relu_of<Numerator, Denominator>> =
    quantized_form::leaky;

/// Sizes of a network of int8.
template <class Network>
struct quantized_sizes;
template <class T, class Input, class... Layers>
struct quantized_sizes<basic_network<T, Input, Layers...>> {
    using network = basic_network<T, Input, Layers...>;
    static constexpr quantized_form forms[network::layer_count] = {
        quantized_form_of<typename layer_facts<Layers>::activation>...};
    static constexpr size_t units = network::parameter_count - [] {
        size_t weights = 0;
        for (uint32_t l = 1; l <= network::layer_count; ++l) {
            weights += weight_count_of(network::shape_of(l));
        }
        return weights;
    }();
    static constexpr size_t weights = network::parameter_count - units;
    static constexpr uint32_t tables =
        (0U + ... +
         (quantized_form_of<typename layer_facts<Layers>::activation> == quantized_form::table
              ? 1U
              : 0U));
    /// The most numbers that one of the layers takes, with 0, or gives, with 1.
    static constexpr size_t most(uint32_t first) {
        size_t found = 0;
        for (uint32_t l = first; l < first + network::layer_count; ++l) {
            found = network::sizes[l] > found ? network::sizes[l] : found;
        }
        return found;
    }
    /// The widest of the layers `first`, `first` + 2, ... but the last one.
    static constexpr size_t widest(uint32_t first) {
        size_t found = 0;
        for (uint32_t l = first; l < network::layer_count; l += 2) {
            found = network::sizes[l] > found ? network::sizes[l] : found;
        }
        return found;
    }
};

}  // namespace detail

/// The numbers of a Network of int8: a constant in flash, or filled by quantize() of a network of
/// floats (quantized/quantize_network.hpp). An aggregate of plain numbers.
template <class Network>
struct quantized_parameters {
    using network = Network;
    using sizes = detail::quantized_sizes<Network>;  ///< counts that follow from the network's type

    float input_scale;                   ///< of the features
    int32_t input_zero_point;            ///< -128 to 127
    float scales[Network::layer_count];  ///< of each layer's outputs
    /// Of each layer's sums of products; and what their range is cut off to.
    int32_t zero_points[Network::layer_count];
    quantized_range ranges[Network::layer_count];  ///< see zero_points
    /// Of the outputs of layers with tables, otherwise 0.
    int32_t table_zero_points[Network::layer_count];
    /// Of layers of leaky relu; otherwise unused.
    quantized_leaky_relu leaky[Network::layer_count];
    /// All units, layer by layer.
    int32_t biases[sizes::units];
    multiplier multipliers[sizes::units];  ///< of each unit's sum of products
    /// Layer by layer, output by output.
    int8_t weights[sizes::weights];
    /// Of layers whose activation is neither identity, relu, relu6 nor leaky relu, in their order.
    int8_t tables[sizes::tables > 0 ? sizes::tables : 1][activation_table_size];
};

/// `numbers` as layers, written to `layers`, to which the shape refers. Of activations nothing is
/// said.
template <class Network>
quantized_shape quantized_shape_of(const quantized_parameters<Network>& numbers,
                                   quantized_layer (&layers)[Network::layer_count]) {
    using sizes = detail::quantized_sizes<Network>;
    size_t unit = 0;
    size_t weight = 0;
    uint32_t table = 0;
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        quantized_layer& layer = layers[l];
        layer = quantized_layer{};
        layer.outputs = Network::sizes[l + 1];
        layer.weights = numbers.weights + weight;
        layer.biases = numbers.biases + unit;
        layer.multipliers = numbers.multipliers + unit;
        layer.multiplier_count = layer.outputs;
        layer.zero_point = numbers.zero_points[l];
        layer.range = numbers.ranges[l];
        layer.scale = numbers.scales[l];
        layer.table_zero_point = numbers.table_zero_points[l];
        if (sizes::forms[l] == detail::quantized_form::leaky) layer.leaky = &numbers.leaky[l];
        if (sizes::forms[l] == detail::quantized_form::table) {
            layer.table = numbers.tables[table++];
        }
        unit += layer.outputs;
        weight += weight_count_of(Network::shape_of(l + 1));
    }
    quantized_shape shape;
    shape.inputs = Network::inputs;
    shape.input_zero_point = numbers.input_zero_point;
    shape.layer_count = Network::layer_count;
    shape.layers = layers;
    shape.input_scale = numbers.input_scale;
    return shape;
}

/// A network of int8 with the shape of Network, whose number type does not matter, and a Rounding:
/// double_rounding or single_rounding. It holds the tables of a quantized_network and has its bits;
/// the parameters stay with the caller and must stay as long as it is used. The outputs of softmax
/// and log_softmax, which must be last, are their logits: the class is the same, and
/// apply_softmax() (quantized/softmax.hpp) makes probabilities of them.
///
///     using net = network<input<2>, dense<10, relu>, dense<1, sigmoid>>;
///     constexpr quantized_parameters<net> numbers = {...};
///     quantized<net, double_rounding> small;
///     status opened = small.open(numbers);
///     decltype(small)::scratch scratch;
///     status predicted = small.predict(x, scratch, y);
template <class Network, class Rounding>
class quantized {
    using sizes = detail::quantized_sizes<Network>;

  public:
    using network = Network;
    using rounding = Rounding;                         ///< how sums are rounded
    using parameters = quantized_parameters<Network>;  ///< what it is opened with

    /// The bytes that a quantized_network wants for this shape.
    static constexpr size_t memory_bytes =
        Network::layer_count * sizeof(detail::quantized_dense) + sizes::units * sizeof(int32_t);
    /// Scratch of a prediction from int8 to int8, and from floats to floats. Inputs count among the
    /// even layers; outputs among whichever they belong to.
    static constexpr size_t scratch_bytes = sizes::widest(1) + sizes::widest(2);
    /// Scratch of a prediction from floats to floats.
    static constexpr size_t float_scratch_bytes =
        Network::widest_layer(1) +
        (Network::inputs > Network::widest_layer(2) ? Network::inputs : Network::widest_layer(2));
    /// Scratch of a prediction of many samples, however many.
    static constexpr size_t batch_scratch_bytes =
        detail::quantized_batch_scratch_bytes(sizes::most(0), sizes::most(1), scratch_bytes);
    /// Flash of the numbers.
    static constexpr size_t flash_bytes = sizeof(parameters);

    /// The memory of a prediction besides input and output. It needs no initial value.
    struct scratch {
        int8_t bytes[scratch_bytes > 0 ? scratch_bytes : 1];  ///< opaque
    };
    /// The same for predictions from floats to floats.
    struct float_scratch {
        int8_t bytes[float_scratch_bytes];  ///< opaque
    };
    /// The same for predictions of many samples.
    struct batch_scratch {
        int8_t bytes[batch_scratch_bytes > 0 ? batch_scratch_bytes : 1];  ///< opaque
    };

    quantized() : opened_() {}
    quantized(const quantized&) = delete;
    quantized& operator=(const quantized&) = delete;

    /// Checks every number but weights, biases and tables, and folds zero points into the biases.
    /// Statuses of quantized_network::open(); unless ok, nothing has changed.
    status open(const parameters& numbers) noexcept {
        quantized_layer layers[Network::layer_count];
        return opened_.open(quantized_shape_of(numbers, layers), memory_);
    }

    bool is_open() const { return opened_.is_open(); }
    quantization input_quantization() const { return opened_.input_quantization(); }
    quantization output_quantization() const { return opened_.output_quantization(); }

    /// y = the outputs for x; x, scratch and y must not overlap. Otherwise as predict() of a
    /// quantized_network.
    status predict(const int8_t (&x)[Network::inputs], scratch& memory,
                   int8_t (&y)[Network::outputs]) const noexcept {
        return detail::predict_quantized(opened_.opened(), detail::fast_quantized_dense<Rounding>,
                                         x, memory.bytes, y);
    }
    /// The same from floats to floats.
    status predict(const float (&x)[Network::inputs], float_scratch& memory,
                   float (&y)[Network::outputs]) const noexcept {
        return opened_.predict(x, memory.bytes, y);
    }

    /// y = the outputs for x, many samples as sample_major(...). As predict() of a
    /// quantized_network.
    template <class XSamples, class YSamples>
    status predict(const XSamples& x, batch_scratch& memory, YSamples&& y) const noexcept {
        return opened_.predict(x, memory.bytes, y);
    }

    /// The network without its type.
    const quantized_network<Rounding>& untyped() const { return opened_; }

    /// For the library's own use: both, to be opened with a shape of these sizes.
    quantized_network<Rounding>& untyped() { return opened_; }
    memory_block memory() { return memory_; }

  private:
    quantized_network<Rounding> opened_;
    alignas(quantized_network<Rounding>::alignment) unsigned char memory_[memory_bytes];
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
