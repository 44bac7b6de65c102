// SPDX-License-Identifier: MIT
// Statistics of one layer's activations or gradients, over all units and samples, and the verdict
// on them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/study/saturation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// An element is the number of one unit for one sample; there are units x samples of them. Mean,
/// deviations, minimum and maximum are over the elements in range, 0 if there is none.
template <class T>
struct layer_statistics {
    T mean;                ///< of the elements in range
    T standard_deviation;  ///< of all elements around their mean: root of the mean square
    /// The same around the mean of each element's own unit: it measures the differences between
    /// samples. When each unit is a constant of its own, the layer has a standard deviation but no
    /// signal. 0 when an element is out of range.
    T signal_deviation;
    T minimum;              ///< of the elements in range
    T maximum;              ///< of the elements in range
    uint32_t units;         ///< of the layer
    uint32_t samples;       ///< seen
    uint32_t out_of_range;  ///< elements that are NaN or not below 2^64 (float), 2^512 (double)
    uint32_t zeros;         ///< elements that are 0, of either sign
    uint32_t saturated;     ///< elements near the activation's limits (saturation.hpp)
    uint32_t dead_units;    ///< units that are 0 for every sample
    bool alike;             ///< two units or more, and all of them are equal for every sample
};

/// Takes a layer's elements twice, in pieces of any number of samples. The result depends neither
/// on how the samples are divided nor on the target. Every operation is rounded by itself:
///
///   mean            A sample's elements are added from the first unit to the last, from +0; sample
///                   s belongs to lane s mod 16, lanes are summed from +0, halves are added as
///                   kernels/order.hpp has it; divided by the number of elements.
///   unit's mean     mean += (element - mean) / (s + 1) over the samples, from +0 (Welford 1962).
///   deviations      Differences from the mean are multiplied by 2^-p, p the exponent of the
///                   largest of them (held within -126 and 126 for float, -1022 and 1022 for
///                   double), squared and summed like the elements; the root of the quotient by
///                   their number, times 2^p.
///
/// Elements out of range are skipped. Errors, with n = units + samples/16 + 6: the mean's is at
/// most n epsilon/2 of the elements' mean magnitude, as long as nothing underflows; the standard
/// deviation's n epsilon of itself, plus the mean's error.
///
/// `sums` is storage for as many numbers as the piece has samples. The memory passed to begin() has
/// an element for each unit and is in use until the end.
template <class T>
class statistics_in_two_passes {
  public:
    /// Starts anew for a layer of `units` units whose activation has these limits.
    void begin(uint32_t units, activation_limits limits, T* unit_means,
               uint8_t* unit_alive) noexcept;
    /// The next samples of the first pass, units x samples.
    void see(uint32_t samples, strided_rows<const T> x, T* sums) noexcept;

    /// Between the passes: smallest, largest and mean are known.
    void end_first_pass() noexcept;
    T minimum() const { return result_.minimum; }
    T maximum() const { return result_.maximum; }

    /// The same samples again, in the same order.
    void see_again(uint32_t samples, strided_rows<const T> x, T* sums) noexcept;
    /// After the second pass: all figures.
    void end(layer_statistics<T>& to) noexcept;

  private:
    void clear_lanes() noexcept;
    T in_range() const noexcept;

    layer_statistics<T> result_;
    activation_limits limits_;
    T* unit_means_;
    uint8_t* unit_alive_;  ///< 1 for units that were not 0 for some sample
    uint32_t seen_;        ///< samples of this pass
    T lane_[summation_order::sum_accumulators];
    T signal_lane_[summation_order::sum_accumulators];
    T down_;  ///< 2^-p and 2^p
    T up_;
};

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
    const layer_statistics<T>& inputs;          ///< of the network
    const layer_statistics<T>& activations;     ///< of this layer
    const layer_statistics<T>& gradients;       ///< of this layer
    const layer_statistics<T>& last_gradients;  ///< of the network's last layer
    bool same_parameters;                       ///< of all units of this layer
};

/// The verdict. Nothing is compared with inputs without signal (all samples alike) or with a last
/// layer without gradients.
template <class T>
verdict judge(const layer_evidence<T>& evidence) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
