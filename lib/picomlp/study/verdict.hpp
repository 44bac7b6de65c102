// The verdict on a layer's statistics.
#pragma once

#include <stdint.h>

#include "picomlp/study/layer_statistics.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The number of samples that a verdict needs. A healthy relu unit is 0 for half of centred
/// samples, so it is 0 for all of n independent samples with a probability of 2^-n: with one sample
/// every other unit looks dead. With 16 the probability is 1 : 65536 for a layer of one unit, and
/// less for wider layers, where more than half of the units must be 0 at once. Saturation is
/// counted over units x samples, and signals are deviations between samples: 16 samples determine
/// either to about a fifth. After other relus, or with features that are not centred, samples are
/// less independent, and more of them are needed.
inline constexpr uint32_t least_samples = 16;

/// With too few samples the verdict is too_few_samples, or exploding when a number has left its
/// range. Otherwise it is the first of these that applies, from symmetric downwards; healthy when
/// none does.
enum class verdict : uint8_t {
    healthy,
    /// Two units or more, all with the same parameters and, for every sample, the same gradient:
    /// training keeps them the same, so they act as one unit. Hidden layers initialized by `zeros`
    /// are an example.
    symmetric,
    /// More than half of the units are 0 for every sample (Lu et al., "Dying ReLU and
    /// Initialization", 2019).
    dead,
    /// More than a third of the activations are saturated, so their units hardly learn (Glorot &
    /// Bengio 2010, section 3).
    saturated,
    /// The signal is more than ten times that of the inputs, the gradients are more than ten times
    /// those of the last layer, or some number has left its range.
    exploding,
    /// The signal is less than a tenth of that of the inputs, or the gradients are less than a
    /// tenth of those of the last layer.
    vanishing,
    /// Fewer than least_samples, too few to judge signals, dead and saturated units.
    too_few_samples,
};

// Signals and gradients should keep their size from layer to layer (Glorot & Bengio 2010, eqs. 8
// and 9; He et al. 2015, section 2.2). The factor of ten is a convention: a layer's update grows
// with the signal coming in and with the gradient coming back, so layers ten times apart need
// learning rates ten times apart. "Signal" is the activations' signal_deviation; the size of
// gradients is |mean| + standard deviation, so that one sample has gradients too.

/// One word, the enumerator's name; never null.
const char* name_of(verdict health) noexcept;
/// A sentence fragment in plain English; never null.
const char* describe(verdict health) noexcept;

/// The statistics that a verdict is based on.
template <class T>
struct layer_evidence {
    const layer_statistics<T>& inputs;  ///< of the network
    const layer_statistics<T>& activations;
    const layer_statistics<T>& gradients;
    const layer_statistics<T>& last_gradients;  ///< of the network's last layer
    bool same_parameters;                       ///< of all units of this layer
};

/// The verdict. Nothing is compared with inputs without signal (all samples alike) or with a last
/// layer without gradients.
template <class T>
verdict judge(const layer_evidence<T>& evidence) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
