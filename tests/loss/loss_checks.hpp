// SPDX-License-Identifier: MIT
// What the tests of single losses share.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include "activation/activation_checks.hpp"
#include "picomlp/loss/loss.hpp"

namespace testing {

using picomlp::status;
using picomlp::strided_rows;

template <class T>
struct loss_result {
    T cost;
    std::vector<T> delta;
};

/// Cost and delta of a single sample.
template <class Loss, class T>
loss_result<T> evaluated(const std::vector<T>& prediction, const std::vector<T>& y,
                         T scale = T(1)) {
    loss_result<T> result{T(-1), std::vector<T>(y.size(), T(-1))};
    Loss::template evaluate<T>(static_cast<uint32_t>(y.size()), 1, {prediction.data(), 1},
                               {y.data(), 1}, scale, {result.delta.data(), 1}, &result.cost);
    return result;
}

/// An error as a multiple of its bound; exact results are asked for where the bound is 0.
inline double ratio(double error, double bound) {
    if (error == 0) return 0;
    return bound > 0 ? error / bound : positive_infinity<double>;
}

struct loss_errors {
    double cost = 0;
    double delta = 0;
};

/// Largest errors over a golden table as multiples of cost_bound(row) and delta_bound(row, k), both
/// in halves of epsilon.
template <class Loss, class T, class Row, std::size_t Count, class CostBound, class DeltaBound>
loss_errors worst_errors(const Row (&table)[Count], CostBound cost_bound, DeltaBound delta_bound) {
    loss_errors worst;
    for (const Row& row : table) {
        const std::vector<T> prediction(row.prediction, row.prediction + row.outputs);
        const std::vector<T> target(row.target, row.target + row.outputs);
        const auto got = evaluated<Loss>(prediction, target);
        const double half_epsilon = epsilon<T> / 2;
        const double tiny = double(std::numeric_limits<T>::denorm_min());
        if (std::abs(row.cost) > double(std::numeric_limits<T>::max())) {
            worst.cost = std::max(worst.cost,
                                  got.cost == positive_infinity<T> ? 0 : positive_infinity<double>);
        } else {
            const double error = std::abs(difference(got.cost, row.cost, row.cost_low));
            const double bound = cost_bound(row) * half_epsilon;
            worst.cost = std::max(worst.cost, ratio(error, bound + tiny));
        }
        for (int k = 0; k < row.outputs; ++k) {
            const auto at = static_cast<std::size_t>(k);
            const double error =
                std::abs(difference(got.delta[at], row.delta[k], row.delta_low[k]));
            const double bound = delta_bound(row, k) * half_epsilon;
            worst.delta = std::max(worst.delta, ratio(error, bound + tiny));
        }
    }
    return worst;
}

/// ||delta - quotient|| / (||delta|| + ||quotient||), quotient being the central difference of the
/// cost: the measure of the course's gradient check.
template <class Loss>
double gradient_check(const std::vector<double>& prediction, const std::vector<double>& y,
                      double scale) {
    const auto analytic = evaluated<Loss>(prediction, y, scale).delta;
    const double h = 0x1p-17;
    double difference = 0;
    double sizes[2] = {};
    for (std::size_t k = 0; k < y.size(); ++k) {
        auto up = prediction;
        auto down = prediction;
        up[k] += h;
        down[k] -= h;
        const double quotient = scale *
                                (evaluated<Loss>(up, y).cost - evaluated<Loss>(down, y).cost) /
                                (up[k] - down[k]);
        difference += (quotient - analytic[k]) * (quotient - analytic[k]);
        sizes[0] += quotient * quotient;
        sizes[1] += analytic[k] * analytic[k];
    }
    return std::sqrt(difference) / (std::sqrt(sizes[0]) + std::sqrt(sizes[1]));
}

/// Largest gradient_check over random predictions between -4 and 4 and random targets from
/// `target(fraction)`, for several numbers of outputs and scales.
template <class Loss, class Target>
double worst_gradient_check(Target target) {
    std::mt19937_64 random(8);
    const auto fraction = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    double worst = 0;
    for (const std::size_t outputs : {1u, 2u, 3u, 10u}) {
        for (const double scale : {1.0, 0.25, 1.0 / 300}) {
            for (int repetition = 0; repetition < 20; ++repetition) {
                std::vector<double> prediction(outputs);
                std::vector<double> y(outputs);
                for (double& v : prediction) v = 8 * fraction() - 4;
                for (double& v : y) v = target(fraction());
                worst = std::max(worst, gradient_check<Loss>(prediction, y, scale));
            }
        }
    }
    return worst;
}

/// check() of a 2 x 3 matrix of `good` targets with stride 4, one of them replaced by `other`. The
/// gaps between the rows hold NaN and must not be read.
template <class Loss, class T>
std::vector<status> checks_with(T good, T other) {
    std::vector<status> found;
    for (const std::size_t at : {0u, 2u, 4u, 6u}) {
        T y[8];
        for (std::size_t k = 0; k < 8; ++k) y[k] = k % 4 == 3 ? not_a_number<T> : good;
        y[at] = other;
        found.push_back(Loss::template check<T>(2, 3, {y, 4}));
    }
    return found;
}

inline bool all_are(const std::vector<status>& found, status expected) {
    return std::all_of(found.begin(), found.end(), [&](status s) { return s == expected; });
}

}  // namespace testing
