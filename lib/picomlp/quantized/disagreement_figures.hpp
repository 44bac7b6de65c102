// SPDX-License-Identifier: MIT
// How far a network of integers is from the network of floats that it was made of, in figures.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Of a layer's outputs over all samples. Errors are |float - what the integer stands for|, in the
/// unit of the outputs; those of a layer include what came in with its inputs.
struct layer_disagreement {
    float largest_error;  ///< of any output and sample
    float mean_error;     ///< of all of them
    uint64_t outputs;     ///< how many were compared
    uint64_t saturated;   ///< of these, floats more than half a step beyond what integers reach
};

/// Of the whole network. Of softmax and log_softmax at its end, the logits are compared.
struct network_disagreement {
    uint32_t samples;       ///< how many were compared
    uint32_t labels;        ///< samples whose label_of() the outputs differs
    float largest_error;    ///< of any output and sample
    float mean_error;       ///< of all of them
    uint32_t worst_sample;  ///< the first with the largest error, counted from 0
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
