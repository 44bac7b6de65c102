// SPDX-License-Identifier: MIT
// The network as it is now in int8, by the library's own quantization, beside the floats.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/picomlp.hpp"
#include "playground/model.hpp"

namespace playground {

class eight_bits {
  public:
    /// Makes it of the network, with the ranges that the training samples have, and compares the
    /// two over the test samples. status as of quantized_model::make(); is_there() is false unless
    /// ok.
    picomlp::status make(const model& of, const sample_set& training, const sample_set& test);
    /// To be called when the network has changed.
    void forget() { is_there_ = false; }
    bool is_there() const { return is_there_; }

    /// What the network of int8 gives, as floats.
    picomlp::status predict(features x, float* y) const;

    /// Over the test samples, in the unit of the outputs.
    const picomlp::network_disagreement& disagreement() const { return disagreement_; }
    /// Samples whose class, or side of 0, is not that of the floats.
    uint32_t other_class() const { return other_class_; }
    float score() const { return score_; }
    const picomlp::quantized_shape& shape() const { return made_.shape(); }
    /// Of the numbers that a chip keeps in flash.
    size_t flash_bytes() const { return flash_bytes_; }

  private:
    using rounding = picomlp::double_rounding;
    static constexpr size_t memory_bytes = 65536;
    struct alignas(16) memory {
        unsigned char bytes[memory_bytes];
    };

    bool is_there_ = false;
    size_t flash_bytes_ = 0;
    uint32_t other_class_ = 0;
    float score_ = 0;
    picomlp::network_disagreement disagreement_{};
    picomlp::quantized_model made_;
    picomlp::quantized_network<rounding> network_;
    memory numbers_, opened_, working_;
    mutable memory scratch_;
};

/// The share of samples whose class is right; of numbers, the share of their variance that the
/// outputs explain (R squared), which may be below 0.
float score_of(task what, const sample_set& samples, const float* outputs);

}  // namespace playground
