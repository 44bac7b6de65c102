// SPDX-License-Identifier: MIT
#include "picomlp/evaluation/classification.hpp"

#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T ratio(uint32_t part, uint32_t whole) {
    return whole == 0 ? T(0) : static_cast<T>(part) / static_cast<T>(whole);
}

/// Converts an integer to T with a single rounding, by 32-bit conversions and exact steps. Small
/// targets then do not link the compiler's 64-bit conversion.
template <class T>
T number(uint64_t whole);
template <>
double number(uint64_t whole) {
    return static_cast<double>(static_cast<uint32_t>(whole >> 32)) * 4294967296.0 +
           static_cast<double>(static_cast<uint32_t>(whole));
}
template <>
float number(uint64_t whole) {
    // Of the bits below the 32 highest, rounding depends only on whether any is set.
    float unit = 1;
    uint32_t below = 0;
    while (whole >> 32 != 0) {
        below |= static_cast<uint32_t>(whole) & 1U;
        whole >>= 1;
        unit *= 2;
    }
    return static_cast<float>(static_cast<uint32_t>(whole) | below) * unit;
}

/// Sums over the classes k. t(k) is the number of samples of class k, p(k) of those predicted as k.
struct class_sums {
    uint64_t target_squares = 0;     ///< t(k) t(k)
    uint64_t predicted_squares = 0;  ///< p(k) p(k)
    uint64_t products = 0;           ///< t(k) p(k)
};

/// (c n - sum of t p) / sqrt((n n - sum of p p) (n n - sum of t t)), for c correct samples of n.
/// Exact except for the last three divisions and the root.
template <class T>
T matthews_correlation(class_sums sums, uint32_t right, uint32_t samples) {
    const uint64_t square = uint64_t{samples} * samples;
    const uint64_t agreed = uint64_t{right} * samples;
    const uint64_t targets = square - sums.target_squares;
    const uint64_t predictions = square - sums.predicted_squares;
    if (targets == 0 || predictions == 0) return T(0);
    const bool positive = agreed >= sums.products;
    const T covariance = number<T>(positive ? agreed - sums.products : sums.products - agreed);
    const T squared = (covariance / number<T>(targets)) * (covariance / number<T>(predictions));
    const T size = squared < T(1) ? math::sqrt(squared) : T(1);
    return positive ? size : -size;
}

}  // namespace

template <class T>
classification_summary<T> summarize_classes(uint32_t classes, const uint32_t* counts,
                                            class_metrics<T>* each) noexcept {
    classification_summary<T> result{};
    class_sums sums;
    uint32_t right = 0;
    for (uint32_t k = 0; k < classes; ++k) {
        const uint32_t hits = counts[size_t{k} * classes + k];
        uint32_t targets = 0;
        uint32_t predictions = 0;
        for (uint32_t other = 0; other < classes; ++other) {
            targets += counts[size_t{k} * classes + other];
            predictions += counts[size_t{other} * classes + k];
        }
        right += hits;
        result.samples += targets;
        sums.target_squares += uint64_t{targets} * targets;
        sums.predicted_squares += uint64_t{predictions} * predictions;
        sums.products += uint64_t{targets} * predictions;
        const T both = static_cast<T>(targets) + static_cast<T>(predictions);
        each[k].precision = ratio<T>(hits, predictions);
        each[k].recall = ratio<T>(hits, targets);
        each[k].f1 = hits == 0 ? T(0) : (static_cast<T>(hits) + static_cast<T>(hits)) / both;
        result.macro_average.precision += each[k].precision;
        result.macro_average.recall += each[k].recall;
        result.macro_average.f1 += each[k].f1;
    }
    result.status = result.samples == 0 ? status::no_samples : status::ok;
    result.macro_average.precision /= static_cast<T>(classes);
    result.macro_average.recall /= static_cast<T>(classes);
    result.macro_average.f1 /= static_cast<T>(classes);
    result.accuracy = ratio<T>(right, result.samples);
    result.matthews_correlation = matthews_correlation<T>(sums, right, result.samples);
    return result;
}

template classification_summary<float> summarize_classes(uint32_t, const uint32_t*,
                                                         class_metrics<float>*) noexcept;
template classification_summary<double> summarize_classes(uint32_t, const uint32_t*,
                                                          class_metrics<double>*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
