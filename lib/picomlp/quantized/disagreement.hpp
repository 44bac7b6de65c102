// SPDX-License-Identifier: MIT
// How far a network of int8 is from the network of floats that it was made of.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/quantized_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Of a layer's outputs over all samples. Errors are |float - int8|, in the unit of the outputs;
/// those of a layer include what came in with its inputs.
struct layer_disagreement {
    float largest_error;
    float mean_error;
    uint64_t outputs;    ///< how many were compared
    uint64_t saturated;  ///< of these, floats more than half a step beyond what int8 reaches
};

/// Of the whole network. Of softmax and log_softmax at its end, the logits are compared.
struct network_disagreement {
    uint32_t samples;
    uint32_t labels;  ///< samples whose label_of() the outputs differs
    float largest_error;
    float mean_error;
    uint32_t worst_sample;  ///< the first with the largest error, counted from 0
};

/// Runs samples through both networks, one at a time, layer by layer. A device that has trained in
/// float can quantize, compare, and stay with float where too much is lost.
class disagreement {
  public:
    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = alignof(double) > alignof(void*) ? alignof(double)
                                                                         : alignof(void*);

    disagreement() : network_(detail::no_float_network()), shape_() {}

    /// Bytes that open() wants; 0 for a network that cannot be quantized.
    static size_t bytes(const float_network& network) noexcept;

    /// Begins without samples. `quantized` was opened with `shape`; both must stay open.
    /// status::unusable_shape when a network is not open, or the two differ in their sizes;
    /// too_little_memory, misaligned_memory. Unless ok, nothing has changed.
    template <class Rounding>
    status open(const float_network& network, const quantized_shape& shape,
                const quantized_network<Rounding>& quantized, memory_block memory) noexcept {
        return open(network, shape, quantized.opened(), detail::plain_quantized_dense<Rounding>,
                    memory);
    }

    /// Takes in a sample of the network's inputs. status::unusable_shape before open();
    /// not_finite_input; not_finite_output where the network of floats gives a NaN or infinity;
    /// too_many_samples beyond 2^32 - 1. Unless ok, the figures are as they were.
    status add(const float* x) noexcept;

    /// The figures so far; all 0 without samples.
    network_disagreement result() const noexcept;
    /// Of a layer, counted from 0, of an opened network.
    layer_disagreement layer(uint32_t number) const noexcept;

  private:
    struct layer_sums {
        double errors;
        uint64_t outputs;
        uint64_t saturated;
        float largest;
    };

    status open(const float_network& network, const quantized_shape& shape,
                const detail::opened_quantized& quantized, detail::quantized_dense_routine dense,
                const memory_block& memory) noexcept;
    void compare(uint32_t number, const int8_t* from, const float* expected) noexcept;

    struct parts {
        layer_sums* sums;
        layer_sums* of_sample;  ///< of the sample at hand, until all of it was finite
        float* odd;
        float* even;
        int8_t* quantized_odd;
        int8_t* quantized_even;
    };
    static parts lay_out(detail::memory_layout& memory, const float_network& network) noexcept;

    float_network network_;
    quantized_shape shape_;
    detail::opened_quantized quantized_{};
    detail::quantized_dense_routine dense_ = nullptr;
    parts parts_{};
    uint32_t samples_ = 0;
    uint32_t labels_ = 0;
    uint32_t worst_ = 0;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
