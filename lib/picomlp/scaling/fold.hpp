// fold(): merges an input scaling into the first layer.
#pragma once

#include "picomlp/network/parameters.hpp"
#include "picomlp/scaling/input_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status fold_scaling(layer_table<T> table, scaling_table<T> scaling, const T* from, T* to) noexcept;

/// `folded` is `from` with the scaling merged into its first layer, so predict() takes unscaled
/// features. With W(o, i) the weights, t(i) the offsets and f(i) the factors,
///
///   W'(o, i) = W(o, i) f(i)
///   b'(o)    = ((b(o) - W'(o, 0) t(0)) - W'(o, 1) t(1)) - ...
///
/// every operation rounded by itself; features with t(i) = 0 are left out of the second line. The
/// other layers are as they were. `folded` may be `from` itself but not overlap it otherwise.
///
/// Where every factor is a power of two and every offset 0, predictions have the same bits, unless
/// something becomes subnormal. Otherwise, with n inputs and u = 2^-24 for float, 2^-53 for double,
/// W' is off by at most u |W'|, b' by (n + 2) u (|b| + sum over i of |W f t|), and the first
/// layer's weighted sums for x by
///
///   (3 n + 7) u (|b| + sum over i of |W f| (|x| + |t|)),
///
/// to first order: two roundings for each of n + 1 terms when folding, n + 1 when summing, and
/// again for the scaled sum. Features that are far from zero relative to their spread, |t f| >> 1,
/// therefore lose digits; keep the scaling separate for those.
///
/// status::not_finite_input when a parameter or a number of the scaling is NaN or infinite,
/// beyond_range when a result would be; `folded` is then as it was.
template <class Network>
status fold(const input_scaling<Network>& scaling, const parameters_of<Network>& from,
            parameters_of<Network>& folded) {
    return fold_scaling(Network::table(), table_of(scaling), from.values, folded.values);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
