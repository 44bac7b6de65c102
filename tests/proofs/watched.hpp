// SPDX-License-Identifier: MIT
// CRCs of every layer within a training step, to name the first layer whose bits differ.
#pragma once

#include "picomlp/picomlp.hpp"
#include "stage.hpp"

namespace testing {

/// An option of a trainer that changes nothing and adds what passes between the layers to a stage's
/// results, layer by layer in the order in which it is computed. The gradients of a layer's
/// activations are what the layer above it hands down.
struct watched : picomlp::option {
    template <class Network>
    struct settings {
        checksum* results = nullptr;
    };
    static constexpr bool masks = true;

    template <class Network, class Memory>
    static auto mask(const settings<Network>& chosen, uint32_t /*step*/, uint32_t /*samples*/,
                     Memory& /*unused*/) {
        using T = typename Network::value_type;
        return picomlp::layer_hooks<T>{chosen.results, add<T, what::activations>,
                                       add<T, what::activation_gradients>, add<T, what::deltas>};
    }

  private:
    enum class what { activations, activation_gradients, deltas };

    template <class T, what What>
    static void add(void* state, uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                    picomlp::strided_rows<T> values) {
        checksum& results = *static_cast<checksum*>(state);
        for (uint32_t o = 0; o < outputs; ++o) {
            for (uint32_t s = 0; s < samples; ++s) results.add(values[o][s]);
        }
        if (first != 0) return;  // a batch has many chunks
        results.mark_end_of(What == what::activations            ? "activations"
                            : What == what::activation_gradients ? "activation gradients"
                                                                 : "deltas",
                            layer);
    }
};

/// Adds parameters or a gradient of all layers, from the first layer to the last or back.
template <class Network>
void add_layers(checksum& results, const char* what, const picomlp::parameters_of<Network>& w,
                bool backwards = false) {
    for (uint32_t i = 0; i < Network::layer_count; ++i) {
        const uint32_t layer = backwards ? Network::layer_count - i : i + 1;
        const auto part = w.layer(layer);
        const size_t count = (part.inputs() + size_t{1}) * part.outputs();
        for (size_t k = 0; k < count; ++k) results.add(part.data()[k]);
        results.mark_end_of(what, layer);
    }
}

/// Adds what passes between the layers in the first step of a training by gradient descent; `w` is
/// left as it is.
template <class Network, class Loss, uint32_t Samples, class Features, class Targets>
void add_first_step(checksum& results, const typename Network::parameters& w,
                    const Features& features, const Targets& targets) {
    using teacher = picomlp::trainer<Network, Loss, picomlp::gradient_descent,
                                     picomlp::batch<Samples>, watched>;
    const on_heap<typename Network::parameters> changed(w);
    const on_heap<teacher> by(typename teacher::optimizer_settings{},
                              typename watched::template settings<Network>{&results});
    const auto result = by->step(*changed, features, targets);
    results.add(static_cast<uint32_t>(result.status));
    results.add(result.cost);
    results.mark_end_of("cost");
    add_layers<Network>(results, "gradient", by->gradient(), true);
}

}  // namespace testing
