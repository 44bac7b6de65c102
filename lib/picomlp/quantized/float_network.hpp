// SPDX-License-Identifier: MIT
// A trained network of floats as quantization reads it, from a network's type or from a run-time
// shape.
#pragma once

#include <stdint.h>

#include "picomlp/activation/elu.hpp"
#include "picomlp/network/dynamic_network.hpp"
#include "picomlp/network/parameters.hpp"
#include "picomlp/quantized/quantized.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// What quantization must know of a layer's activation.
struct float_layer_facts {
    uint32_t activation;  ///< its code; of leaky_relu_of that of any_leaky_relu; 0 without a name
    float parameter;      ///< the activation's, also where it is part of the type
};

template <class Activation, class = void>
struct float_facts_of {
    static constexpr uint32_t code() {
        if constexpr (has_own_name<Activation>) {
            return code_of<Activation>();
        } else {
            return 0;
        }
    }
    static constexpr float_layer_facts value{code(), 0};
};
template <class Activation>
struct float_facts_of<Activation, decltype(void(code_of<typename Activation::run_time_form>()))> {
    static constexpr float_layer_facts value{code_of<typename Activation::run_time_form>(),
                                             Activation::template parameter<float>};
};

template <class Network>
struct float_network_facts;
template <class... Layers, class Input>
struct float_network_facts<basic_network<float, Input, Layers...>> {
    static constexpr float_layer_facts layers[sizeof...(Layers)] = {
        float_facts_of<typename layer_facts<Layers>::activation>::value...};
};

}  // namespace detail

/// A network of floats and its parameters, without its type. Refers to both: they must stay as long
/// as it is used.
class float_network {
  public:
    /// Of no layers: everything that takes it is status::unusable_shape.
    constexpr float_network() = default;

    /// The parameters of a network's type.
    template <class Network>
    explicit constexpr float_network(const parameters_of<Network>& w)
        : layers_(Network::sample_table().layers),
          facts_(detail::float_network_facts<Network>::layers),
          count_(Network::layer_count),
          parameters_(w.values) {}

    /// A network of run-time shape that is open, and its parameters: parameter_count() numbers.
    template <class Activations>
    float_network(const basic_dynamic_network<float, Activations>& network, const float* w)
        : layers_(network.opened().samples),
          described_(network.shape().layers),
          count_(network.is_open() ? network.shape().layer_count : 0),
          parameters_(w) {}

    /// For the library's own use: layers that are no network's.
    float_network(const sample_layer<float>* layers, const dynamic_layer* described, uint32_t count,
                  const float* w)
        : layers_(layers), described_(described), count_(count), parameters_(w) {}

    uint32_t layer_count() const { return count_; }
    /// Of layers counted from 0, of which there must be one.
    const sample_layer<float>& layer(uint32_t l) const { return layers_[l]; }
    detail::float_layer_facts facts(uint32_t l) const {
        if (facts_) return facts_[l];
        return {described_[l].activation, layers_[l].parameter};
    }
    uint32_t inputs() const { return layers_[0].shape.inputs; }
    uint32_t outputs() const { return layers_[count_ - 1].shape.outputs; }
    const float* parameters() const { return parameters_; }

  private:
    const sample_layer<float>* layers_ = nullptr;
    const detail::float_layer_facts* facts_ = nullptr;
    const dynamic_layer* described_ = nullptr;
    uint32_t count_ = 0;
    const float* parameters_ = nullptr;
};

namespace detail {

/// What has not been opened refers to this.
constexpr float_network no_float_network() { return float_network(); }

/// Calls visit(layer, its parameters) for each layer, until one is not status::ok.
template <class Visit>
status for_each_layer(const float_network& network, Visit visit) {
    const float* w = network.parameters();
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        const status visited = visit(l, w);
        if (visited != status::ok) return visited;
        w += parameter_count_of(network.layer(l).shape);
    }
    return status::ok;
}

/// How the layer computes its activation in int8.
quantized_form form_of(const float_network& network, uint32_t layer) noexcept;
/// Whether it is softmax or log_softmax, of which int8 computes the logits.
bool looks_at_all_outputs(const float_network& network, uint32_t layer) noexcept;
/// status::unusable_shape without layers, or where a layer but the last looks at all its outputs.
status check_quantizable(const float_network& network) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
