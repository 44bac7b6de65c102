// Whether a cost has kinks, places where its slope jumps.
#pragma once

#include "picomlp/network/network.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Part>
constexpr auto declares_kinks(int) -> decltype(bool(Part::has_kinks)) {
    return Part::has_kinks;
}
template <class Part>
constexpr bool declares_kinks(...) {
    return true;
}

}  // namespace detail

/// Whether an activation, a loss or an option puts kinks into the cost: the value of its member
/// `has_kinks`, true when it has no such member. Without kinks the check is more precise.
template <class Part>
inline constexpr bool has_kinks = detail::declares_kinks<Part>(0);

namespace detail {

template <class Network>
inline constexpr bool network_has_kinks = true;
template <class T, class Input, class... Layers>
inline constexpr bool network_has_kinks<basic_network<T, Input, Layers...>> =
    (has_kinks<typename Layers::activation> || ...);

/// Whether the cost that a trainer computes has kinks.
template <class Trainer>
inline constexpr bool cost_has_kinks = true;
template <class Network, class Loss, class Optimizer, class Batch, class... Options>
inline constexpr bool cost_has_kinks<trainer<Network, Loss, Optimizer, Batch, Options...>> =
    network_has_kinks<Network> || has_kinks<Loss> ||
    (has_kinks<typename option_role<Options>::type> || ... || false);

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
