// SPDX-License-Identifier: MIT
// Scaling to a given range, as scikit-learn's MinMaxScaler.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/scaling/input_scaling.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The smallest and the largest of a feature's numbers so far.
template <class T>
struct running_range {
    T lowest;   ///< <= highest once a sample was seen
    T highest;  ///< NaN is never taken in
};

/// Takes in `samples` samples; unless the status is ok, nothing is taken in.
template <class T>
status add_to_min_max_scaler(uint32_t features, uint32_t samples, strided_rows<const T> x,
                             uint32_t* count, running_range<T>* ranges) noexcept;
/// The same for samples in any order.
template <class T>
status add_to_min_max_scaler(uint32_t features, strided_samples<const T> x, uint32_t* count,
                             running_range<T>* ranges) noexcept;
/// The offset and factor of each feature that take its range to `low` and `high`; see
/// min_max_scaler.
template <class T>
status min_max_scaling(uint32_t features, uint32_t count, const running_range<T>* ranges, T low,
                       T high, T* offset, T* factor) noexcept;
/// The same, with 1 / factor.
template <class T>
status min_max_target_scaling(uint32_t targets, uint32_t count, const running_range<T>* ranges,
                              T low, T high, T* offset, T* scale) noexcept;

/// Finds the range of each of Features features in one pass over the training samples and maps it
/// to [low, high]: factor = (high - low) / (largest - smallest), offset = smallest - low / factor,
/// every operation rounded by itself. A feature with the same value in all samples counts as having
/// a range of 1, as in scikit-learn's MinMaxScaler: factor high - low, and the value itself becomes
/// low.
///
/// With low = 0 and high a power of two, no training sample leaves [low, high], and the smallest
/// becomes exactly 0; the largest is at most one rounding below high. Otherwise the bounds are met
/// within 6 u (|low| + |high| + |offset factor|), u = 2^-24 for float and 2^-53 for double. Other
/// samples may lie outside; they are not clipped.
template <class T, uint32_t Features>
class min_max_scaler {
    static_assert(detail::is_real<T>, "picomlp: a scaler computes in float or double");
    static_assert(Features >= 1, "picomlp: a scaler takes at least one feature");

  public:
    constexpr min_max_scaler() = default;
    /// low < high, both finite; result() checks it.
    constexpr min_max_scaler(T low, T high) : low_(low), high_(high) {}

    /// Takes in one sample or any number of them, in either order, as in predict(). The result has
    /// the same bits however the samples are split over calls.
    ///
    /// status::not_finite_input for a NaN or infinity, no_samples, bad_argument when the count of
    /// numbers is not a multiple of Features, too_many_samples beyond 2^32 - 1 in all; the scaler
    /// is then unchanged.
    template <class XSamples>
    status add(const XSamples& x) {
        const auto from = detail::checked_samples<Features, const T>(x);
        if (from.status != status::ok) return from.status;
        if constexpr (detail::in_kernel_order<decltype(from)>) {
            return add_to_min_max_scaler<T>(Features, from.view.samples(),
                                            detail::rows_of(from.view), &count_, ranges_);
        } else {
            return add_to_min_max_scaler<T>(Features, detail::strided(from.view), &count_, ranges_);
        }
    }

    /// The scaling for the samples so far. status::bad_argument unless low < high, no_samples
    /// before the first sample, beyond_range when a range or its inverse is too large for T;
    /// `scaling` is then unchanged.
    template <class Network>
    status result(input_scaling<Network>& scaling) const {
        if constexpr (detail::scaler_fits<T, Features, typename Network::value_type,
                                          Network::inputs>()) {
            return min_max_scaling<T>(Features, count_, ranges_, low_, high_, scaling.offset,
                                      scaling.factor);
        } else {
            return status::bad_argument;
        }
    }

    /// The same for targets: scale = (largest - smallest) / (high - low),
    /// offset = smallest - low * scale. When all targets are equal, the range counts as 1. With
    /// low = 0 and high a power of two, the smallest target becomes 0 and the largest `high`,
    /// exactly: for a sigmoid's outputs.
    template <class Network>
    status result(target_scaling<Network>& scaling) const {
        if constexpr (detail::scaler_fits<T, Features, typename Network::value_type,
                                          Network::outputs>()) {
            return min_max_target_scaling<T>(Features, count_, ranges_, low_, high_, scaling.offset,
                                             scaling.scale);
        } else {
            return status::bad_argument;
        }
    }

    /// How many were taken in.
    uint32_t samples() const { return count_; }

  private:
    T low_ = T(0);
    T high_ = T(1);
    uint32_t count_ = 0;
    running_range<T> ranges_[Features] = {};
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
