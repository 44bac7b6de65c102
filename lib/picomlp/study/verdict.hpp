// What to make of a layer's statistics.
#pragma once

#include <stdint.h>

#include "picomlp/study/layer_statistics.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Samples that a verdict takes. A healthy unit under relu is 0 for half of centred samples, so for
/// all of n independent ones with a probability of 2^-n: for one sample every other unit looks
/// dead. With 16 it is 1 : 65536 for a layer of one unit, and less for wider ones, as more than
/// half of their units must be silent at once. Saturation is counted over units x samples, signals
/// are deviations between samples: 16 tell either to about a fifth. Behind other relus samples are
/// more alike than independent ones, and features that are not centred make them so: more samples
/// tell more.
inline constexpr uint32_t least_samples = 16;

/// With too few samples that, or exploding when a number has left its range. Otherwise the first of
/// these that applies, from symmetric downwards; healthy when none does.
enum class verdict : uint8_t {
    healthy,
    /// Two units or more, all with the same parameters and, for every sample, the same gradient:
    /// every step of training keeps them the same, as one unit. What zeros do to hidden layers.
    symmetric,
    /// More than half of the units are 0 for every sample (Lu et al., "Dying ReLU and
    /// Initialization", 2019).
    dead,
    /// More than a third of the activations are saturated: their units hardly learn (Glorot &
    /// Bengio 2010, section 3).
    saturated,
    /// The signal is more than ten times that of the inputs, the gradients are more than ten times
    /// those of the last layer, or some number has left its range.
    exploding,
    /// The signal is less than a tenth of that of the inputs, or the gradients are less than a
    /// tenth of those of the last layer.
    vanishing,
    /// Fewer than least_samples: nothing can be said of signals, dead and saturated units.
    too_few_samples,
};

// Signals and gradients ought to keep their size from layer to layer (Glorot & Bengio 2010, eqs. 8
// and 9; He et al. 2015, section 2.2). The factor of ten is a convention: a layer's update grows
// with the signal coming in and with the gradient coming back, so layers ten times apart want
// learning rates ten times apart. "Signal" is the activations' signal_deviation; the size of
// gradients is |mean| + standard deviation, so that one sample has gradients too.

/// One word, the enumerator's name; never null.
const char* name_of(verdict health) noexcept;
/// A sentence fragment in plain English; never null.
const char* describe(verdict health) noexcept;

/// What a verdict is made of.
template <class T>
struct layer_evidence {
    const layer_statistics<T>& inputs;  ///< of the network
    const layer_statistics<T>& activations;
    const layer_statistics<T>& gradients;
    const layer_statistics<T>& last_gradients;  ///< of the network's last layer
    bool same_parameters;                       ///< of all units of this layer
};

/// The verdict. Inputs without signal (all samples alike) and a last layer without gradients say
/// nothing about what ought to arrive elsewhere, so nothing is compared with them.
template <class T>
verdict judge(const layer_evidence<T>& evidence) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
