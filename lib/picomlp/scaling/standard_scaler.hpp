// SPDX-License-Identifier: MIT
// Scaling to mean 0 and standard deviation 1, as scikit-learn's StandardScaler.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/running_moments.hpp"
#include "picomlp/scaling/input_scaling.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Takes in `samples` samples; unless the status is ok, nothing is taken in.
template <class T>
status add_to_standard_scaler(uint32_t features, uint32_t samples, strided_rows<const T> x,
                              uint32_t* count, running_moments<T>* moments) noexcept;
/// The same for samples in any order.
template <class T>
status add_to_standard_scaler(uint32_t features, strided_samples<const T> x, uint32_t* count,
                              running_moments<T>* moments) noexcept;
/// The offset and factor of each feature that make its mean 0 and its deviation 1; see
/// standard_scaler.
template <class T>
status standard_scaling(uint32_t features, uint32_t count, const running_moments<T>* moments,
                        T* offset, T* factor) noexcept;
/// The same, with the deviation itself.
template <class T>
status standard_target_scaling(uint32_t targets, uint32_t count, const running_moments<T>* moments,
                               T* offset, T* scale) noexcept;

/// Finds the mean and the standard deviation of each of Features features in one pass over the
/// training samples: offset = mean, factor = 1 / standard deviation. The deviation is that of the
/// population (divided by the number of samples), as in scikit-learn's StandardScaler. A feature
/// with the same value in all samples gets factor 1. An object holds four numbers for each feature
/// and no samples; assign {} to start again.
///
/// Accuracy: running_moments.hpp. The mean is rounded to T once, so a scaled feature is off by up
/// to 2^-24 (float) or 2^-53 (double) of |mean| / standard deviation, because of its offset.
/// Standard deviations from 2^-125 to 2^125 (double 2^-1021 to 2^1021) are found for any number of
/// samples; beyond these, where the factor is not a normal number, result() fails.
template <class T, uint32_t Features>
class standard_scaler {
    static_assert(detail::is_real<T>, "picomlp: a scaler computes in float or double");
    static_assert(Features >= 1, "picomlp: a scaler takes at least one feature");

  public:
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
            return add_to_standard_scaler<T>(Features, from.view.samples(),
                                             detail::rows_of(from.view), &count_, moments_);
        } else {
            return add_to_standard_scaler<T>(Features, detail::strided(from.view), &count_,
                                             moments_);
        }
    }

    /// The scaling for the samples so far. status::no_samples before the first sample; beyond_range
    /// when a feature's deviation or its reciprocal is not a normal number, or the difference of
    /// two of its numbers overflows; `scaling` is then unchanged.
    template <class Network>
    status result(input_scaling<Network>& scaling) const {
        if constexpr (detail::scaler_fits<T, Features, typename Network::value_type,
                                          Network::inputs>()) {
            return standard_scaling<T>(Features, count_, moments_, scaling.offset, scaling.factor);
        } else {
            return status::bad_argument;
        }
    }

    /// The same for targets: offset = mean, scale = standard deviation, or 1 when all are equal.
    template <class Network>
    status result(target_scaling<Network>& scaling) const {
        if constexpr (detail::scaler_fits<T, Features, typename Network::value_type,
                                          Network::outputs>()) {
            return standard_target_scaling<T>(Features, count_, moments_, scaling.offset,
                                              scaling.scale);
        } else {
            return status::bad_argument;
        }
    }

    /// How many were taken in.
    uint32_t samples() const { return count_; }

  private:
    uint32_t count_ = 0;
    running_moments<T> moments_[Features] = {};
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
