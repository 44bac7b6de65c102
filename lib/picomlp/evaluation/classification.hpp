// SPDX-License-Identifier: MIT
// Precision, recall, F1 and Matthews correlation, from evaluate()'s confusion counts.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/evaluation/evaluate.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// One class's figures, from 0 to 1; 0 where the divisor is 0 (scikit-learn's zero_division = 0).
template <class T>
struct class_metrics {
    T precision;  ///< fraction of the samples predicted as this class that belong to it
    T recall;     ///< fraction of this class's samples that are predicted as it
    T f1;         ///< harmonic mean of both: 2 right / (of this class + predicted as it)
};

/// Figures over all classes. All 0 unless status is ok.
template <class T>
struct [[nodiscard]] classification_summary {
    /// Unweighted means over all classes, including those that never occur (scikit-learn's
    /// average = "macro", labels = all classes).
    class_metrics<T> macro_average;
    T accuracy;  ///< fraction of all samples whose class was predicted
    /// From -1 to 1; 0 for guessing, and where all labels or all predictions are the same. For
    /// several classes after Gorodkin 2004, "Comparing two K-category assignments by a K-category
    /// correlation coefficient". As scikit-learn's matthews_corrcoef.
    T matthews_correlation;
    uint32_t samples;        ///< the sum of the counts
    picomlp::status status;  ///< ok, or no_samples

    bool ok() const { return status == picomlp::status::ok; }
};

/// The figures of confusion counts; T is float or double.
template <class T, uint32_t Classes>
struct [[nodiscard]] classification_metrics : classification_summary<T> {
    class_metrics<T> of_class[Classes];  ///< by label

    /// The figures of class 1, the positive one of two classes.
    const class_metrics<T>& positive() const {
        static_assert(Classes == 2, "picomlp: positive is for two classes, of which 1 is it");
        return of_class[Classes - 1];
    }
};

/// `counts` is classes x classes, [target][predicted], fewer than 2^32 in all; `each` has `classes`
/// entries.
template <class T>
classification_summary<T> summarize_classes(uint32_t classes, const uint32_t* counts,
                                            class_metrics<T>* each) noexcept;

/// Precision, recall and F1 of each class, their means, accuracy and Matthews's correlation. The
/// counts may be those of several evaluations, added; fewer than 2^32 in all.
template <class Network>
classification_metrics<typename Network::value_type, class_count(Network::outputs)> metrics_of(
    const confusion_counts<Network>& confusion) {
    constexpr uint32_t classes = class_count(Network::outputs);
    using T = typename Network::value_type;
    classification_metrics<T, classes> result{};
    classification_summary<T>& found = result;
    found = summarize_classes<T>(classes, &confusion.count[0][0], result.of_class);
    return result;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
