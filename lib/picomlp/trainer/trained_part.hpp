// SPDX-License-Identifier: MIT
// What is trained: the layers that are not frozen, a gradient for those alone, and the state of a
// training between steps.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"
#include "picomlp/network/network.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A gradient of the trained layers only, layer by layer, each as in parameters_of. Part has the
/// network and `flags`, its trained layers.
template <class Part>
struct gradient_of {
    using network = typename Part::network;
    using value_type = typename network::value_type;

    value_type values[Part::count];

    value_type* data() { return values; }
    const value_type* data() const { return values; }
    static constexpr size_t size() { return Part::count; }
    value_type* begin() { return values; }
    const value_type* begin() const { return values; }
    value_type* end() { return values + size(); }
    const value_type* end() const { return values + size(); }

    /// Layer Number, from 1, which must be trained.
    template <uint32_t Number>
    layer_view<const value_type> layer() const {
        static_assert(Number >= 1 && Number <= network::layer_count,
                      "picomlp: the network has no layer of this number; layers count from 1");
        static_assert(Part::flags.layer[Number - 1], "picomlp: a frozen layer has no gradient");
        return {values + Part::offset(Number), network::shape_of(Number)};
    }
};

namespace detail {

/// Whether each layer is trained, by its place in the table.
template <uint32_t Count>
struct trained_flags {
    bool layer[Count];
};

/// The layers of Network that Options do not freeze.
template <class Network, class Options>
struct trained_part {
    using network = Network;

    static constexpr trained_flags<Network::layer_count> make_flags() {
        trained_flags<Network::layer_count> made{};
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            made.layer[l] = !Options::is_frozen(l + 1);
        }
        return made;
    }
    static constexpr trained_flags<Network::layer_count> flags = make_flags();

    /// Where a trained layer starts in the gradient.
    static constexpr size_t offset(uint32_t number) {
        size_t sum = 0;
        for (uint32_t l = 1; l < number; ++l) {
            sum += flags.layer[l - 1] ? parameter_count_of(Network::shape_of(l)) : 0;
        }
        return sum;
    }
    static constexpr size_t count = offset(Network::layer_count + 1);
    static constexpr bool whole = count == Network::parameter_count;
    static_assert(count > 0, "picomlp: every layer is frozen: there is nothing to train");
};

/// A gradient of the whole network has the type of its parameters.
template <class Part>
using gradient_type = either<Part::whole, parameters_of<typename Part::network>, gradient_of<Part>>;

}  // namespace detail

/// The optimizer's state (Arrays numbers for each of Count trained parameters) and the number of
/// steps done. Plain numbers that may be copied and stored. Together with parameters and settings
/// they continue a training with the same bits.
template <class T, size_t Count, uint32_t Arrays>
struct training_state {
    T* values() { return optimizer; }
    T optimizer[Count * Arrays];
    uint32_t steps;
};
template <class T, size_t Count>
struct training_state<T, Count, 0> {
    static T* values() { return nullptr; }
    uint32_t steps;
};

/// The same with what an option that simulates has observed.
template <class State, class Observed>
struct observing_state : State {
    Observed observed;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
