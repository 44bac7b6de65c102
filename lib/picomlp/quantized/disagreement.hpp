// SPDX-License-Identifier: MIT
// How far a network of int8 is from the network of floats that it was made of.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/network_comparison.hpp"
#include "picomlp/quantized/quantized_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Runs samples through both networks, one at a time, layer by layer. A device that has trained in
/// float can quantize, compare, and stay with float where too much is lost. For int16 activations
/// there is disagreement_16x8.
class disagreement : public network_comparison<int8_t> {
  public:
    disagreement() : shape_() {}

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

  private:
    status open(const float_network& network, const quantized_shape& shape,
                const detail::opened_quantized& quantized, detail::quantized_dense_routine dense,
                const memory_block& memory) noexcept;
    void compare(uint32_t number, uint32_t outputs, const int8_t* found,
                 const float* expected) noexcept;

    quantized_shape shape_;
    detail::opened_quantized quantized_{};
    detail::quantized_dense_routine dense_ = nullptr;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
