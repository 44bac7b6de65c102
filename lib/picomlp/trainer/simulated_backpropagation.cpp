// SPDX-License-Identifier: MIT
// Backpropagation through a network as int8 will compute it. A file of its own, so that firmware
// without the option does not link it.
#include "picomlp/option/quantization_aware.hpp"
#include "picomlp/trainer/backpropagation.hpp"
#include "picomlp/trainer/detail/backpropagation_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

using simulation = quantization_simulation;

bool is_clipped(int32_t q) { return q < -128 || q > 127; }

/// x becomes the number that int8 has for it.
bool simulate_number(float& x, quantization how) {
    const int32_t q = detail::number_of(x, how);
    x = dequantize(static_cast<int8_t>(detail::clamped(q, -128, 127)), how);
    return is_clipped(q);
}

void widen(running_range<float>& range, float x) {
    range.lowest = x < range.lowest ? x : range.lowest;
    range.highest = x > range.highest ? x : range.highest;
}

/// Of the layers' quantizations and parameters; of nothing while ranges are only observed.
status simulate_network(simulation& all, quantization& inputs) {
    calibration ranges;
    status done = ranges.open(all.network, all.observed, all.network.layer_count(), all.steps);
    if (done == status::ok) done = detail::quantize_inputs(ranges, inputs);
    const float* w = all.network.parameters();
    float* to = all.parameters;
    quantization at = inputs;
    for (uint32_t l = 0; l < all.network.layer_count() && done == status::ok; ++l) {
        const dense_shape shape = all.network.layer(l).shape;
        done = detail::quantization_of_layer(ranges, l, all.layers[l]);
        if (done == status::ok) done = detail::simulate_parameters(shape, w, at.scale, to);
        at = all.layers[l].outputs;
        w += parameter_count_of(shape);
        to += parameter_count_of(shape);
    }
    return done == status::not_finite_input ? status::diverged : done;
}

/// Observes and copies the inputs, which are finite. `how`: null for no rounding.
void simulate_inputs(const simulation& all, uint32_t samples, strided_rows<const float> x,
                     const quantization* how) {
    all.found[0] = {*x[0], *x[0]};
    for (uint32_t i = 0; i < all.network.inputs(); ++i) {
        float* const to = all.inputs + i * all.input_stride;
        for (uint32_t s = 0; s < samples; ++s) {
            to[s] = x[i][s];
            widen(all.found[0], to[s]);
            if (how) simulate_number(to[s], *how);
        }
    }
}

/// What is rounded, and where its bits lie among those of a unit.
enum class place : uint8_t { sums, outputs };

struct simulated_policy {
    static constexpr bool watches_gradients = true;
    static constexpr bool watches_sums = true;
    static constexpr bool keeps_deltas = false;
    using routine = layer_hooks<float>::routine;

    bool rounds_sums(uint32_t layer) const {
        return detail::form_of(all.network, layer) != detail::quantized_form::clamped;
    }
    /// The loss takes logits of a layer whose sums are already rounded.
    bool ends_in_sums(uint32_t layer) const {
        return layer + 1 == all.network.layer_count() && takes_logits && rounds_sums(layer);
    }

    uint32_t* bits_of(uint32_t layer, place which) const {
        size_t unit = 0;
        size_t units = 0;
        for (uint32_t l = 0; l < all.network.layer_count(); ++l) {
            const uint32_t outputs = all.network.layer(l).shape.outputs;
            unit += l < layer ? outputs : 0;
            units += outputs;
        }
        return all.clipped + (which == place::sums ? unit : units + unit) * all.words_per_unit;
    }

    /// Observes the numbers, and rounds them unless ranges are only observed.
    void round(uint32_t layer, place which, uint32_t outputs, uint32_t first, uint32_t samples,
               strided_rows<float> values) const {
        running_range<float>& found = all.found[1 + 2 * layer + (which == place::outputs ? 1 : 0)];
        if (!all_finite(outputs, samples, read_only(values))) *finite = false;
        if (first == 0) found = {*values[0], *values[0]};
        const detail::layer_quantization& at = all.layers[layer];
        const quantization how = which == place::sums ? at.sums : at.outputs;
        uint32_t* bits = bits_of(layer, which);
        for (uint32_t o = 0; o < outputs; ++o) {
            float* const row = values[o];
            for (uint32_t s = 0; s < samples; ++s) {
                if (s % 32 == 0) bits[s / 32] = 0;
                widen(found, row[s]);
                if (all.observed && simulate_number(row[s], how)) {
                    bits[s / 32] |= uint32_t{1} << s % 32;
                }
            }
            bits += all.words_per_unit;
        }
    }

    /// The gradient of what was cut off becomes 0.
    void cut_gradients(uint32_t layer, place which, uint32_t outputs, uint32_t samples,
                       strided_rows<float> delta) const {
        if (!all.observed) return;
        const uint32_t* bits = bits_of(layer, which);
        for (uint32_t o = 0; o < outputs; ++o) {
            float* const row = delta[o];
            for (uint32_t s = 0; s < samples; ++s) {
                if ((bits[s / 32] >> s % 32 & 1) != 0) row[s] = 0.0F;
            }
            bits += all.words_per_unit;
        }
    }

    void call(routine hook, uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
              strided_rows<float> values) const {
        if (hook) hook(hooks.state, layer + 1, outputs, first, samples, values);
    }
    void sums(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
              strided_rows<float> z) const {
        if (rounds_sums(layer)) round(layer, place::sums, outputs, first, samples, z);
    }
    void activations(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                     strided_rows<float> a) const {
        running_range<float>* const found = all.found + 1 + 2 * size_t{layer};
        if (ends_in_sums(layer)) {
            found[1] = found[0];
        } else {
            round(layer, place::outputs, outputs, first, samples, a);
            if (!rounds_sums(layer)) found[0] = found[1];
        }
        call(hooks.activations, layer, outputs, first, samples, a);
    }
    void activation_gradients(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                              strided_rows<float> delta) const {
        call(hooks.activation_gradients, layer, outputs, first, samples, delta);
        cut_gradients(layer, place::outputs, outputs, samples, delta);
    }
    void logit_gradients(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                         strided_rows<float> delta) const {
        if (rounds_sums(layer)) cut_gradients(layer, place::sums, outputs, samples, delta);
        call(hooks.logit_gradients, layer, outputs, first, samples, delta);
    }
    void weigh(uint32_t outputs, uint32_t first, uint32_t samples, float* cost,
               strided_rows<float> delta) const {
        if (hooks.weigh) hooks.weigh(hooks.weights, outputs, first, samples, cost, delta);
        const uint32_t last = all.network.layer_count() - 1;
        if (delta.first && !ends_in_sums(last)) {
            cut_gradients(last, place::outputs, outputs, samples, delta);
        }
    }
    bool trained(uint32_t layer) const { return trained_layer[layer]; }
    uint32_t last_needed(uint32_t count, bool wants_gradient) const {
        if (!wants_gradient) return count;
        uint32_t lowest = 0;
        while (lowest < count && !trained_layer[lowest]) ++lowest;
        return lowest;
    }

    const simulation& all;
    layer_hooks<float> hooks;
    const bool* trained_layer;
    bool takes_logits;
    bool* finite;
};

}  // namespace

status simulated_cost_and_gradient(const training_table<float>& table,
                                   const layer_hooks<float>& hooks, const bool* trained,
                                   quantization_simulation simulated, const float* w,
                                   uint32_t samples, strided_rows<const float> x,
                                   strided_rows<const float> y, training_workspace<float> workspace,
                                   float* cost, float* gradient) noexcept {
    bool finite = true;
    detail::backpropagation<float, simulated_policy> core(
        table, {simulated, hooks, trained, table.loss.takes_logits, &finite}, workspace);
    const status checked = core.check(samples, x, y);
    if (checked != status::ok) return checked;
    const status quantizable = detail::check_quantizable(simulated.network);
    if (quantizable != status::ok) return quantizable;

    quantization inputs{};
    if (simulated.observed) {
        const status made = simulate_network(simulated, inputs);
        if (made != status::ok) return made;
        w = simulated.parameters;
    }
    simulate_inputs(simulated, samples, x, simulated.observed ? &inputs : nullptr);
    const status done = core.compute_checked(w, samples, {simulated.inputs, simulated.input_stride},
                                             y, cost, gradient);
    return done == status::ok && !finite ? status::diverged : done;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
