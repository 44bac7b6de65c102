// fold() for target scalings: merges one into the last layer.
#pragma once

#include "picomlp/activation/identity.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/network/parameters.hpp"
#include "picomlp/scaling/target_scaling.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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
/// every operation rounded by itself. The other layers are as they were. `folded` may be `from`
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
/// beyond_range when a result would be; `folded` is then as it was.
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
