// SPDX-License-Identifier: MIT
// Statistics whose limits are derived, not tuned: every statistic becomes a standard normal
// deviate ("sigmas"), and the tests allow five, which a correct generator exceeds once in 1.7
// million. The streams are fixed, so a test passes always or never.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace testing {

inline constexpr double allowed_sigmas = 5;

/// Phi, the distribution function of the standard normal.
inline double normal_distribution(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// Chi-square of `counts` against equal expectations, as sigmas by the cube-root transformation of
/// Wilson and Hilferty ("The Distribution of Chi-Square", PNAS 17, 1931). Large negative values
/// are as wrong as large positive ones: too even.
inline double chi_square_sigmas(const std::vector<double>& counts) {
    double total = 0;
    for (const double count : counts) {
        total += count;
    }
    const double expected = total / static_cast<double>(counts.size());
    double chi_square = 0;
    for (const double count : counts) {
        chi_square += (count - expected) * (count - expected) / expected;
    }
    const double freedom = static_cast<double>(counts.size() - 1);
    const double spread = 2 / (9 * freedom);
    return (std::cbrt(chi_square / freedom) - (1 - spread)) / std::sqrt(spread);
}

/// How far a binomial count lies from its expectation, in standard deviations.
inline double binomial_sigmas(double count, double trials, double probability) {
    return (count - trials * probability) / std::sqrt(trials * probability * (1 - probability));
}

/// Mean, variance, skewness and excess kurtosis about the known mean 0 and variance 1, as sigmas.
/// Each is a mean of independent Hermite polynomials He_k(x), whose variance is k!.
struct moment_sigmas {
    double mean, variance, skewness, kurtosis;
};
template <class T>
moment_sigmas moments(const std::vector<T>& sample) {
    double sums[4] = {};
    for (const T value : sample) {
        const double x = static_cast<double>(value);
        const double square = x * x;
        sums[0] += x;
        sums[1] += square - 1;
        sums[2] += x * (square - 3);
        sums[3] += square * (square - 6) + 3;
    }
    const double n = static_cast<double>(sample.size());
    return {sums[0] / std::sqrt(n), sums[1] / std::sqrt(2 * n), sums[2] / std::sqrt(6 * n),
            sums[3] / std::sqrt(24 * n)};
}

/// Kolmogorov and Smirnov's distance between the sample and the standard normal, times sqrt(n):
/// beyond 2.6 once in 7 * 10^5 (2 exp(-2 * 2.6^2)).
template <class T>
double kolmogorov_smirnov(std::vector<T> sample) {
    std::sort(sample.begin(), sample.end());
    const double n = static_cast<double>(sample.size());
    double distance = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double ideal = normal_distribution(static_cast<double>(sample[i]));
        distance = std::max(
            {distance, ideal - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - ideal});
    }
    return distance * std::sqrt(n);
}

/// Anderson and Darling's A^2 against the standard normal ("A Test of Goodness of Fit", JASA 49,
/// 1954): 0.78 in the median, beyond 6.0 once in 1000, beyond 13 once in about 10^6.
template <class T>
double anderson_darling(std::vector<T> sample) {
    std::sort(sample.begin(), sample.end());
    const std::size_t n = sample.size();
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double below = normal_distribution(static_cast<double>(sample[i]));
        const double above = normal_distribution(-static_cast<double>(sample[n - 1 - i]));
        sum += static_cast<double>(2 * i + 1) * (std::log(below) + std::log(above));
    }
    return -static_cast<double>(n) - sum / static_cast<double>(n);
}

/// Correlation of x[i] and x[i + lag] for values of mean 0 and variance 1, as sigmas.
inline double lag_sigmas(const std::vector<double>& x, std::size_t lag) {
    double sum = 0;
    for (std::size_t i = lag; i < x.size(); ++i) {
        sum += x[i] * x[i - lag];
    }
    return sum / std::sqrt(static_cast<double>(x.size() - lag));
}

}  // namespace testing
