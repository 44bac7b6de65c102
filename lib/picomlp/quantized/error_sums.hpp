// SPDX-License-Identifier: MIT
// What comparing a network of integers with its floats adds up, whatever the width of the integers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/disagreement_figures.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// The figures of each layer over all samples, in memory of the caller's. Those of a sample count
/// only when it is finished.
class error_sums {
  public:
    /// Of their memory, in bytes.
    static constexpr size_t alignment = alignof(double) > alignof(void*) ? alignof(double)
                                                                         : alignof(void*);

    /// The memory for `layers` of them; first of what is laid out, as it has the largest elements.
    void take(memory_layout& memory, uint32_t layers) noexcept;
    /// Begins without samples.
    void clear() noexcept;

    uint32_t samples() const { return samples_; }

    /// Begins a layer of the sample at hand, counted from 0.
    void begin_layer(uint32_t number) noexcept { of_sample_[number] = {}; }
    /// Takes in one output of that layer: the float, and what the integer stands for. `is_beyond`:
    /// whether integers do not reach the float.
    void add(uint32_t number, float expected, float found, bool is_beyond) noexcept;
    /// The sample counts from now on.
    void finish_sample(bool has_same_label) noexcept;

    network_disagreement result() const noexcept;
    layer_disagreement layer(uint32_t number) const noexcept;

  private:
    struct layer_sums {
        double errors;
        uint64_t outputs;
        uint64_t saturated;
        float largest;
    };

    layer_sums* sums_ = nullptr;
    layer_sums* of_sample_ = nullptr;  ///< of the sample at hand, until all of it was finite
    uint32_t layers_ = 0;
    uint32_t samples_ = 0;
    uint32_t labels_ = 0;
    uint32_t worst_ = 0;
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
