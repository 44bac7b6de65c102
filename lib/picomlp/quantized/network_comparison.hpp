// SPDX-License-Identifier: MIT
// Comparing a network of floats with one of integers that was made of it.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/quantized/compared_layers.hpp"
#include "picomlp/quantized/disagreement_figures.hpp"
#include "picomlp/quantized/float_network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What disagreement and disagreement_16x8 have in common. Number: int8_t or int16_t, of the
/// activations.
template <class Number>
class network_comparison {
  public:
    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = detail::error_sums::alignment;

    /// Bytes that open() wants; 0 for a network that cannot be quantized.
    static size_t bytes(const float_network& network) noexcept {
        if (detail::check_quantizable(network) != status::ok) return 0;
        detail::memory_layout counted;
        detail::compared_layers<Number>().take(counted, network);
        return detail::bytes_or_none(counted.used());
    }

    /// The figures so far; all 0 without samples.
    network_disagreement result() const noexcept { return layers_.sums.result(); }
    /// Of a layer, counted from 0, of an opened network.
    layer_disagreement layer(uint32_t number) const noexcept { return layers_.sums.layer(number); }

  protected:
    /// Of no network.
    network_comparison() : network_(detail::no_float_network()) {}
    /// Not by a pointer to this class.
    ~network_comparison() = default;

    /// Whether begin() has returned ok.
    bool is_open() const { return network_.layer_count() > 0; }

    /// Takes over a network that can be quantized, and begins without samples. Unless ok, nothing
    /// has changed.
    status begin(const float_network& network, const memory_block& memory) noexcept {
        const status fits = detail::check_memory(memory, bytes(network), alignment);
        if (fits != status::ok) return fits;
        detail::memory_layout layout(memory.first);
        layers_.take(layout, network);
        layers_.sums.clear();
        network_ = network;
        return status::ok;
    }

    /// Whether a sample may come: status::unusable_shape before begin(), too_many_samples.
    status check_sample() const noexcept {
        if (!is_open()) return status::unusable_shape;
        return layers_.sums.samples() == UINT32_MAX ? status::too_many_samples : status::ok;
    }

    /// Takes in a sample that has come out there; `one` as for label_of_integers().
    status finish(const detail::compared_outputs<Number>& at, float one) noexcept {
        if (!at.are_finite) return status::not_finite_output;
        const uint32_t outputs = network_.outputs();
        layers_.sums.finish_sample(label_of<float>(outputs, at.of_floats) ==
                                   detail::label_of_integers(outputs, at.of_integers, one));
        return status::ok;
    }

    float_network network_;                     ///< that of floats
    detail::compared_layers<Number> layers_{};  ///< of both
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
