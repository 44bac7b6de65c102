// The ranges of a network's numbers over samples: what int8 must reach.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/float_network.hpp"
#include "picomlp/scaling/min_max_scaler.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Runs samples through a network of floats, one at a time, and keeps the smallest and the largest
/// number of its inputs, of each layer's weighted sums, and of each layer's outputs. Two hundred
/// samples or so of those that the network will meet are enough.
///
///     calibration ranges;
///     status opened = ranges.open(float_network(w), memory);  // ranges.bytes(...) at least
///     for (...) status added = ranges.add(x);
class calibration {
  public:
    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = detail::block_alignment<float>;

    calibration() : network_() {}

    /// Bytes that open() wants; 0 for a network that cannot be quantized.
    static size_t bytes(const float_network& network) noexcept;

    /// Begins without samples. status::unusable_shape for a network that is not open, or has
    /// softmax or log_softmax before its last layer; too_little_memory, misaligned_memory. Unless
    /// ok, nothing has changed.
    status open(const float_network& network, memory_block memory) noexcept;

    /// Takes in a sample of the network's inputs: contiguous numbers. status::unusable_shape before
    /// open(); not_finite_input for a NaN or infinity; not_finite_output where one arises in the
    /// network; too_many_samples beyond 2^32 - 1. Unless ok, the ranges are as they were.
    status add(const float* x) noexcept;

    uint32_t samples() const { return samples_; }
    const float_network& network() const { return network_; }
    /// With at least one sample: of the inputs; of the weighted sums of a layer, counted from 0,
    /// and of its outputs. The sums of relu's layers may be those behind relu; the outputs of
    /// softmax and log_softmax are their logits.
    running_range<float> inputs() const { return ranges_[0]; }
    running_range<float> sums(uint32_t layer) const { return ranges_[1 + 2 * layer]; }
    running_range<float> outputs(uint32_t layer) const { return ranges_[2 + 2 * layer]; }

  private:
    float_network network_;
    uint32_t samples_ = 0;
    running_range<float>* ranges_ = nullptr;
    running_range<float>* found_ = nullptr;  ///< of the sample at hand
    float* odd_ = nullptr;
    float* even_ = nullptr;
};

namespace detail {

/// Runs a sample through the network, and calls before(layer, count, z) with each layer's weighted
/// sums and after(layer, count, a) with its outputs, which take their place. `odd` and `even` hold
/// the widest of the layers 1, 3, ... and 2, 4, ...
template <class BeforeActivation, class AfterActivation>
void walk_float_layers(const float_network& network, const float* x, float* odd, float* even,
                       BeforeActivation before, AfterActivation after) {
    const float* w = network.parameters();
    for (uint32_t l = 0; l < network.layer_count(); ++l) {
        const sample_layer<float>& layer = network.layer(l);
        const uint32_t outputs = layer.shape.outputs;
        float* const to = l % 2 == 0 ? odd : even;
        layer.forward(layer.shape, w, x, to);
        before(l, outputs, static_cast<const float*>(to));
        if (layer.activate && !looks_at_all_outputs(network, l)) {
            layer.activate(outputs, to, layer.parameter);
        }
        after(l, outputs, static_cast<const float*>(to));
        w += parameter_count_of(layer.shape);
        x = to;
    }
}

/// The widest of the layers first, first + 2, ..., counted from 1; 1 when there is none.
uint32_t widest_layer(const float_network& network, uint32_t first) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
