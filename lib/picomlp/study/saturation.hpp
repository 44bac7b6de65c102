// SPDX-License-Identifier: MIT
// The limits at which activations saturate.
#pragma once

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The limits of an Activation: its member `limits`. Specialize it for an activation of your own
/// that has no such member.
///
/// An output counts as saturated within an eightieth of the range from either limit: sigmoid up to
/// 0.0125 and from 0.9875, tanh beyond +-0.975. There the slopes of both have fallen to a twentieth
/// of their largest value. What saturation does to training is described by Glorot & Bengio,
/// "Understanding the difficulty of training deep feedforward neural networks" (2010), section 3;
/// the paper gives no number; an eightieth is this library's convention.
template <class Activation>
inline constexpr activation_limits limits_of = detail::limits_stated_by<Activation>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
