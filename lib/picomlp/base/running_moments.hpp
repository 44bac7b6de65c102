// SPDX-License-Identifier: MIT
// Mean and variance in one pass.
#pragma once

#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A sum with its accumulated rounding error; the value is sum + rest. An empty sum is all zero.
template <class T>
struct running_sum {
    T sum;
    T rest;
};

/// The same for squares, in units of 4^exponent, so that no square overflows and none that matters
/// underflows. `exponent` is that of the largest number squared, or 0 where that lies within +-40
/// (float) or +-400 (double).
template <class T>
struct running_squares {
    T sum;
    T rest;
    int32_t exponent;
};

/// The state of one feature. Distances are taken from the first number, so that the spread of
/// numbers far from zero is not lost to rounding.
template <class T>
struct running_moments {
    T first;                     ///< the first number
    T mean;                      ///< mean distance from it
    running_squares<T> squares;  ///< sum of squared distances from the mean
};

/// Takes in `samples` samples more, after `before` earlier ones; when `before` is 0 the contents of
/// `moments` do not matter. `moments` has `features` entries; x is features x samples, finite. The
/// bits do not depend on how the samples are split over calls.
///
/// Welford 1962, "Note on a method for calculating corrected sums of squares and products", on
/// d = x - first: with k the sample's number from 1 on, e = d - mean, mean = mean + e / k,
/// squares = squares + e (d - mean), every operation rounded by itself. e and d - mean are divided
/// by 2^exponent first; when the exponent grows, the squares so far are rescaled. Each addition's
/// error is kept in `rest` (Ogita, Rump and Oishi 2005, "Accurate sum and dot product", Sum2).
///
/// To first order the sum of squares of n numbers is off by less than n c u of itself, u = 2^-24
/// for float and 2^-53 for double, c = sqrt(1 + (first - mean)^2 / variance): Chan, Golub and
/// LeVeque 1983, "Algorithms for computing the sample variance". c is about 1 unless the first
/// number lies far off the others, and never more than sqrt(n), wherever the mean lies.
template <class T>
void add_to_moments(uint32_t features, uint32_t before, uint32_t samples, strided_rows<const T> x,
                    running_moments<T>* moments) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
