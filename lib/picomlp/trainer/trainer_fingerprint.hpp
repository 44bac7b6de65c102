// A checksum of a trainer's type, for checkpoints.
#pragma once

#include <stdint.h>

#include "picomlp/network/network_fingerprint.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class Trainer>
struct fingerprint_of_trainer;
template <class Network, class Loss, class Optimizer, class Batch, class... Options>
struct fingerprint_of_trainer<trainer<Network, Loss, Optimizer, Batch, Options...>> {
    static constexpr uint32_t make(rounding_profile rounding) {
        fingerprint all;
        all.add("trainer").add(fingerprint_of_network<Network>::make(rounding));
        all.add(code_of<Loss>()).add(code_of<Optimizer>()).add(Optimizer::state_arrays);
        all.add(Batch::size).add(uint32_t{sizeof...(Options)});
        (all.add(code_of<Options>()), ...);
        for (uint32_t number = 1; number <= Network::layer_count; ++number) {
            all.add((Options::freezes(number) || ... || false) ? 1U : 0U);
        }
        return all.value();
    }
};

}  // namespace detail

/// A checksum of everything that determines a training's bits besides data, settings and progress:
/// the network (network_fingerprint), the loss, the optimizer, the batch size, the options in their
/// order, the frozen layers. The same for every compiler and version.
template <class Trainer>
inline constexpr uint32_t trainer_fingerprint =
    detail::fingerprint_of_trainer<Trainer>::make(profile);

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
