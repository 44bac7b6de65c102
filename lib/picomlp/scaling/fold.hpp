// SPDX-License-Identifier: MIT
// fold(): merges an input scaling into the first layer, or a target scaling into the last.
#pragma once

#include "picomlp/activation/identity.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/network/parameters.hpp"
#include "picomlp/scaling/input_scaling.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// See fold(): from and to hold the parameters of the table's network.
template <class T>
status fold_scaling(layer_table<T> table, scaling_table<T> scaling, const T* from, T* to) noexcept;

/// `folded` is `from` with the scaling merged into its first layer, so predict() takes unscaled
/// features. With W(o, i) the weights, t(i) the offsets and f(i) the factors,
///
///   W'(o, i) = W(o, i) f(i)
///   b'(o)    = ((b(o) - W'(o, 0) t(0)) - W'(o, 1) t(1)) - ...
///
/// every operation rounded by itself; features with t(i) = 0 are left out of the second line. The
/// other layers are unchanged. `folded` may be `from` itself but not overlap it otherwise.
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
/// beyond_range when a result would be; `folded` is then unchanged.
template <class Network>
status fold(const input_scaling<Network>& scaling, const parameters_of<Network>& from,
            parameters_of<Network>& folded) {
    return fold_scaling(Network::table(), table_of(scaling), from.values, folded.values);
}

/// See fold() of a target_scaling, likewise.
template <class T>
status fold_target_scaling(layer_table<T> table, target_table<T> scaling, const T* from,
                           T* to) noexcept;

/// `folded` is `from` with the scaling merged into its last layer, so predict() gives targets in
/// the user's unit. With W(o, i) and b(o) the last layer's parameters, s(o) the scales and t(o) the
/// offsets,
///
///   W'(o, i) = W(o, i) s(o)
///   b'(o)    = b(o) s(o) + t(o)
///
/// every operation rounded by itself. The other layers are unchanged. `folded` may be `from`
/// itself but not overlap it otherwise. The last layer's activation must be identity. A
/// scaled_regressor's two scalings are folded one after the other:
///
///     fold(model.scaling, model.parameters, w);
///     fold(model.targets, w, w);
///
/// Where every scale is a power of two and every offset 0, predictions have the same bits, unless
/// something becomes subnormal. Otherwise, with a(i) the last layer's n inputs and u = 2^-24 for
/// float, 2^-53 for double, an output is off by
///
///   (2 n + 6) u (|s| (|b| + sum over i of |W a(i)|) + |t|),
///
/// to first order: n + 1 roundings in the sum of n products and b, before and after, and those of
/// scale and offset.
///
/// status::not_finite_input when a parameter or a number of the scaling is NaN or infinite,
/// beyond_range when a result would be; `folded` is then unchanged.
template <class Network>
status fold(const target_scaling<Network>& scaling, const parameters_of<Network>& from,
            parameters_of<Network>& folded) {
    constexpr bool linear = detail::same_type<typename Network::output_activation, identity>;
    static_assert(linear,
                  "picomlp: a scaling of targets folds into a last layer with identity as its "
                  "activation; keep it in a scaled_regressor otherwise");
    if constexpr (linear) {
        return fold_target_scaling(Network::table(), table_of(scaling), from.values, folded.values);
    } else {
        return status::bad_argument;
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
