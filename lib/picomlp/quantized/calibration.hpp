// SPDX-License-Identifier: MIT
// The ranges of a network's numbers over samples: what int8 must reach.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/float_network.hpp"
#include "picomlp/scaling/min_max_scaler.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The ranges that a training has observed (option/quantization_aware.hpp) in a network of Layers
/// layers: those of a calibration, and the steps that they come from. Plain numbers.
template <uint32_t Layers>
struct observed_ranges {
    /// Of the inputs, then of each layer's weighted sums and of its outputs.
    running_range<float> ranges[1 + 2 * Layers];
    uint32_t steps;  ///< 0: nothing was observed
};

/// The same of a network of run-time shape, where its trainer keeps them.
struct observed_view {
    const running_range<float>* ranges;  ///< 1 + 2 * layers
    uint32_t layers;                     ///< of the network
    uint32_t steps;                      ///< that have seen samples; 0 for no ranges yet
};

/// Runs samples through a network of floats, one at a time, and keeps the smallest and the largest
/// number of its inputs, of each layer's weighted sums, and of each layer's outputs. Two hundred
/// samples or so of those that the network will meet are enough.
///
///     calibration ranges;
///     status opened = ranges.open(float_network(w), memory);  // ranges.bytes(...) at least
///     for (...) status added = ranges.add(x);
///
/// A few outliers can make all steps of int8 wide. Opened with bins, it counts in a second pass how
/// often numbers occur, and can then leave some of them out:
///
///     status counting = ranges.start_counting();
///     for (...) status added = ranges.add(x);
///     status narrowed = ranges.use_least_squares();
class calibration {
  public:
    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = detail::block_alignment<float>;
    /// As many bins as anybody wants: 256 are plenty.
    static constexpr uint32_t most_bins = 65535;

    calibration() : network_(detail::no_float_network()) {}

    /// Bytes that open() wants; 0 for a network that cannot be quantized, or too many bins.
    static size_t bytes(const float_network& network, uint32_t bins = 0) noexcept;

    /// Begins without samples. `bins` counters for inputs, sums and outputs each, or none.
    /// status::unusable_shape for a network that is not open, or has softmax or log_softmax before
    /// its last layer; bad_argument for more than most_bins; too_little_memory, misaligned_memory.
    /// Unless ok, nothing has changed.
    status open(const float_network& network, memory_block memory, uint32_t bins = 0) noexcept;

    /// Takes the ranges that a training of this network has observed, which must stay where they
    /// are, in place of samples; needs no memory, and takes in no samples. Besides the statuses
    /// above: no_samples before the first step; bad_argument for another number of layers, or a
    /// range that is not finite.
    template <uint32_t Layers>
    status open(const float_network& network, const observed_ranges<Layers>& observed) noexcept {
        return open(network, observed.ranges, Layers, observed.steps);
    }
    status open(const float_network& network, const observed_view& observed) noexcept {
        return open(network, observed.ranges, observed.layers, observed.steps);
    }
    status open(const float_network& network, const running_range<float>* observed, uint32_t layers,
                uint32_t steps) noexcept;

    /// Takes in a sample of the network's inputs: contiguous numbers. status::unusable_shape before
    /// open(); bad_argument for ranges that a training has observed; not_finite_input for a NaN or
    /// infinity; not_finite_output where one arises in the network; too_many_samples when a counter
    /// would overflow. Unless ok, nothing has changed.
    status add(const float* x) noexcept;

    /// From now on add() leaves the ranges and counts numbers in `bins` parts of each; those beyond
    /// a range belong to its outermost parts. Forgets earlier counts, and what was left out.
    /// bad_argument without bins; no_samples before the first pass.
    status start_counting() noexcept;

    /// Narrows every range so that of the numbers that were counted, zeros left aside, at least
    /// `part` remain: at either end whole bins are left out while they hold (1 - part) / 2 of the
    /// numbers at most. 0 < part <= 1 (bad_argument); no_samples unless something was counted. May
    /// be called again, with another part: it always begins with the whole range.
    status use_percentile(float part) noexcept;
    /// Narrows every range to that with the least sum of squared errors: half a step or less for
    /// what remains, of which the mean square is a twelfth of a squared step, and the distance to
    /// the range for what is left out. It tries all pairs of bins.
    status use_least_squares() noexcept;

    /// How many were observed.
    uint32_t samples() const { return samples_; }
    const float_network& network() const { return network_; }
    /// With at least one sample: of the inputs; of the weighted sums of a layer, counted from 0,
    /// and of its outputs. The sums of relu's layers may be those behind relu; the outputs of
    /// softmax and log_softmax are their logits.
    running_range<float> inputs() const { return used_[0]; }
    running_range<float> sums(uint32_t layer) const { return used_[1 + 2 * layer]; }
    running_range<float> outputs(uint32_t layer) const { return used_[2 + 2 * layer]; }

  private:
    struct parts {
        running_range<float>* ranges;  ///< all that was seen
        running_range<float>* used;    ///< what remains of it
        running_range<float>* found;   ///< of the sample at hand
        uint32_t* counts;              ///< bins for each range
        float* odd;
        float* even;
    };
    static parts lay_out(detail::memory_layout& memory, const float_network& network,
                         uint32_t bins) noexcept;
    status check_counts() const noexcept;
    uint32_t* counts_of(uint32_t range) const { return parts_.counts + size_t{range} * bins_; }
    status run(const float* x) noexcept;
    status count(const float* x) noexcept;
    void count(uint32_t range, uint32_t count, const float* numbers) noexcept;

    float_network network_;
    uint32_t samples_ = 0;
    uint32_t counted_ = 0;  ///< samples
    uint32_t bins_ = 0;
    bool counting_ = false;
    parts parts_{};
    const running_range<float>* used_ = nullptr;
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
