// The limits at which activations saturate.
#pragma once

#include <stdint.h>

#include "picomlp/activation/hard_sigmoid.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/sigmoid.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The limits that an activation's outputs approach on both sides; low == high when it has none.
///
/// An output counts as saturated within an eightieth of the range from either limit: sigmoid up to
/// 0.0125 and from 0.9875, tanh beyond +-0.975. There the slopes of both have fallen to a twentieth
/// of their largest value. What saturation does to training is described by Glorot & Bengio,
/// "Understanding the difficulty of training deep feedforward neural networks" (2010), section 3;
/// the paper gives no number; an eightieth is this library's convention.
struct activation_limits {
    int8_t low;
    int8_t high;
};

/// An activation's limits; specialize it for your own activations.
template <class Activation>
inline constexpr activation_limits limits_of = {0, 0};
template <>
inline constexpr activation_limits limits_of<sigmoid> = {0, 1};
template <>
inline constexpr activation_limits limits_of<hard_sigmoid> = {0, 1};
template <>
inline constexpr activation_limits limits_of<hyperbolic_tangent> = {-1, 1};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
