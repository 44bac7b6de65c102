// SPDX-License-Identifier: MIT
// Finds out why slope and gradient differ: an error, or the limits of central differences.
#pragma once

#include <stddef.h>

#include "picomlp/gradient_check/gradient_check.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Half of the spacing of the numbers from 1 to 2.
template <class T>
inline constexpr T unit_roundoff = T(0x1p-53);
template <>
inline constexpr float unit_roundoff<float> = 0x1p-24F;

template <class T>
T magnitude(T x) {
    return x < T(0) ? -x : x;
}

/// The central slope at a parameter, and the slopes upwards and downwards.
template <class T>
struct measured_slopes {
    T central;
    T upwards;
    T downwards;
    T largest_cost;  ///< the larger magnitude of the two costs
};

/// Moves one parameter up and down by epsilon and puts it back. bad_argument or not_finite_input as
/// in points_around(), the status of the cost, or diverged when the central slope is not finite.
template <class T>
status measure_slopes(const gradient_check_task<T>& task, T* parameter, T epsilon,
                      measured_slopes<T>* found);

/// One layer's part of a gradient that is off by more than the tolerance.
template <class T>
struct suspect_layer {
    size_t count;
    T* w;
    const T* analytic;
    T smaller_norm;  ///< of analytic and numeric
};

/// The verdict of a suspect; never `right`. With J for the cost and D(h) for the difference of the
/// slopes upwards and downwards by h:
///
/// The rounding of J is the largest second difference |J(w + h) - 2 J(w) + J(w - h)|, with h of 16
/// units in the last place (More and Wild, "Estimating Computational Noise", 2011, take higher
/// differences). It is at least four halves of a unit in the last place of J, and at least the
/// first change of J as h grows.
///
/// For each parameter that alone would put the layer above the tolerance, central differences for
/// h = 1, 1/4, 1/16, ... are compared, each with the one before. The error of the second is
/// estimated as
///
///     rounding / h + |central(4 h) - central(h)| + |4 D(h) - D(4 h)| / 6
///
/// the last term only for costs with kinks. It is 0 where J is smooth; together with the term
/// before it, it bounds the effect of one kink, wherever it lies. Steps are used as long as
/// rounding / h is at most an eighth of the largest distance from the analytic value, or of the
/// last distance that contradicted it; the last of these steps decides. The value is wrong if it is
/// off by more than four times the error, and by more than four times the tolerance of the slope;
/// for costs with kinks the slope itself must also exceed four errors, unless h is below 2^-16:
/// where such a cost looks flat, kinks too narrow to be seen may cancel. Otherwise epsilon was at
/// fault, and the parameter that is farthest off gives the reason.
template <class T>
struct examination {
    gradient_verdict verdict;
    T apart;  ///< of the entry that the verdict is taken from
};
template <class T>
examination<T> examine_layer(const gradient_check_task<T>& task, const suspect_layer<T>& layer);

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
