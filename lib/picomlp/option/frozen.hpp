// SPDX-License-Identifier: MIT
// Frozen layers, for transfer learning.
#pragma once

#include <stdint.h>

#include "picomlp/base/type_name.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The layers of these numbers, from 1, are not trained: their parameters keep their bits, they
/// have no place in the gradient or in an optimizer's state, and no penalty counts them. When the
/// first layers are frozen, backpropagation ends at the first layer that is not.
template <uint32_t... Numbers>
struct frozen : option {
    static constexpr type_name<frozen> name = "frozen";
    static constexpr bool freezes(uint32_t number) { return ((number == Numbers) || ...); }
    /// The last layer that is frozen, from 1; 0 for none.
    static constexpr uint32_t highest() {
        uint32_t found = 0;
        ((found = Numbers > found ? Numbers : found), ...);
        return found;
    }
    template <class Network>
    struct settings {
        static_assert(sizeof...(Numbers) >= 1 && ((Numbers >= 1) && ...),
                      "picomlp: frozen takes the numbers of layers, which count from 1");
        static_assert(highest() <= Network::layer_count,
                      "picomlp: frozen names a layer that the network does not have");
    };
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
