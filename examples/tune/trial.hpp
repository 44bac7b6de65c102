// SPDX-License-Identifier: MIT
// Training at one point of the search space and judging the result by a held-out fold.
#pragma once

#include "picomlp/base/status.hpp"
#include "tune/folds.hpp"
#include "tune/search_space.hpp"

namespace tune {

/// Samples of a training step.
inline constexpr uint32_t batch_size = 32;

/// How a network did on the held-out samples of one fold.
struct fold_score {
    picomlp::status status;  ///< ok or diverged
    /// The less the better: the mean cross-entropy without the penalty; in regression the root of
    /// the mean squared error, in the unit of the target. 0 unless ok.
    float cost;
    /// The more the better: the accuracy, from 0 to 1; in regression R2
    /// (evaluation/regression.hpp). 0 unless ok.
    float quality;
};

/// Trains for `epochs` passes in shuffled mini-batches of batch_size and evaluates on what is held
/// out. The last layer is a sigmoid for two classes, softmax for more, and in regression the
/// identity with the mean squared error. Parameters and orders come from the generator that the
/// point's seed starts, jumped `fold` times; the result depends on the arguments alone. Throws
/// search_error when the library refuses the data or the settings, or memory does not suffice.
fold_score train_and_judge(const point& at, const split& on, uint32_t fold, uint32_t epochs);

}  // namespace tune
