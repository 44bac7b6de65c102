// SPDX-License-Identifier: MIT
// Regression errors: mean absolute error, root mean squared error, R2.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/running_moments.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/network/checked_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// How far predictions are from targets; 0 where nothing was compared.
template <class T>
struct regression_figures {
    T mean_absolute_error;      ///< in the unit of the targets
    T root_mean_squared_error;  ///< in the unit of the targets
    /// 1 - sum of squared errors / sum of squared distances of the targets from their mean: 1 for
    /// no error, 0 for always predicting the mean, negative for worse. When all targets are equal,
    /// as with a single sample: 1 without any error, otherwise 0, as scikit-learn's r2_score.
    T r2;
};

/// Figures over all outputs. All 0 unless status is ok.
template <class T>
struct [[nodiscard]] regression_summary {
    /// Over the numbers of all outputs: mean absolute error, root of the mean squared error; r2 is
    /// the mean of the outputs' r2 (scikit-learn's multioutput = "uniform_average").
    regression_figures<T> pooled;
    uint32_t samples;        ///< how many were compared
    picomlp::status status;  ///< ok, no_samples, or beyond_range: a figure is too large for T

    bool ok() const { return status == picomlp::status::ok; }
};

/// The same, and of each output by itself.
template <class T, uint32_t Outputs>
struct [[nodiscard]] regression_metrics : regression_summary<T> {
    regression_figures<T> of_output[Outputs];  ///< in their order
};

/// One output's errors (predicted - target) and targets so far.
template <class T>
struct running_errors {
    running_sum<T> absolute;     ///< of |error|
    running_squares<T> squared;  ///< of error^2, scaled so that it cannot overflow
    running_moments<T> target;   ///< of the targets themselves
};

/// Takes in `samples` samples, outputs x samples each; unless the status is ok, nothing is taken
/// in.
template <class T>
status add_to_errors(uint32_t outputs, uint32_t samples, strided_rows<const T> predicted,
                     strided_rows<const T> target, uint32_t* count,
                     running_errors<T>* errors) noexcept;
/// The same for samples in any order.
template <class T>
status add_to_errors(uint32_t outputs, strided_samples<const T> predicted,
                     strided_samples<const T> target, uint32_t* count,
                     running_errors<T>* errors) noexcept;
/// The figures of `count` samples; `each` takes those of each output.
template <class T>
regression_summary<T> summarize_errors(uint32_t outputs, uint32_t count,
                                       const running_errors<T>* errors,
                                       regression_figures<T>* each) noexcept;

/// Accumulates predictions and their targets; eight numbers for each output. Assign {} to start
/// again. Each error e = predicted - target is rounded to T. Sums carry their rounding errors
/// along, so the number of samples costs no accuracy. The targets' mean and squares are
/// running_moments.
template <class T, uint32_t Outputs>
class regression_sums {
    static_assert(detail::is_real<T>, "picomlp: regression_sums computes in float or double");
    static_assert(Outputs >= 1, "picomlp: regression takes at least one output");

  public:
    /// Takes in one sample or any number of them, in either order, as in predict(). The figures
    /// have the same bits however the samples are split over calls.
    ///
    /// status::not_finite_input for a NaN or infinite target, not_finite_output for a NaN or
    /// infinite prediction, no_samples, mismatched_samples for different numbers of samples, or
    /// too_many_samples beyond 2^32 - 1 in all; nothing is then taken in.
    template <class Predicted, class Target>
    status add(const Predicted& predicted, const Target& target) {
        const auto p = detail::checked_samples<Outputs, const T>(predicted);
        const auto y = detail::checked_samples<Outputs, const T>(target);
        const status samples_match = detail::matched(p, y);
        if (samples_match != status::ok) return samples_match;
        if constexpr (detail::in_kernel_order<decltype(p)> &&
                      detail::in_kernel_order<decltype(y)>) {
            return add_to_errors<T>(Outputs, p.view.samples(), detail::rows_of(p.view),
                                    detail::rows_of(y.view), &count_, errors_);
        } else {
            return add_to_errors<T>(Outputs, detail::strided(p.view), detail::strided(y.view),
                                    &count_, errors_);
        }
    }

    /// The figures of all samples so far; status::no_samples for none.
    regression_metrics<T, Outputs> result() const {
        regression_metrics<T, Outputs> all{};
        regression_summary<T>& found = all;
        found = summarize_errors<T>(Outputs, count_, errors_, all.of_output);
        return all;
    }

    /// How many were added.
    uint32_t samples() const { return count_; }

  private:
    uint32_t count_ = 0;
    running_errors<T> errors_[Outputs] = {};
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
