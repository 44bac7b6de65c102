// SPDX-License-Identifier: MIT
// How far a network of int16 activations and int8 weights is from the floats that it was made of.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/calibration.hpp"
#include "picomlp/quantized/network_comparison.hpp"
#include "picomlp/quantized/quantized_16x8_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What disagreement is for int8: runs samples through both networks, one at a time, layer by
/// layer.
class disagreement_16x8 : public network_comparison<int16_t> {
  public:
    disagreement_16x8() : shape_() {}

    /// Begins without samples. The networks, and the arrays of the shape that `quantized` was
    /// opened with, must stay. status::unusable_shape when a network is not open, or the two differ
    /// in their sizes; too_little_memory, misaligned_memory. Unless ok, nothing has changed.
    status open(const float_network& network, const quantized_16x8_network& quantized,
                memory_block memory) noexcept;

    /// Takes in a sample of the network's inputs. status::unusable_shape before open();
    /// not_finite_input; not_finite_output where the network of floats gives a NaN or infinity;
    /// too_many_samples beyond 2^32 - 1. Unless ok, the figures are as they were.
    status add(const float* x) noexcept;

  private:
    void compare(uint32_t number, uint32_t outputs, const int16_t* found,
                 const float* expected) noexcept;

    quantized_16x8_shape shape_;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
