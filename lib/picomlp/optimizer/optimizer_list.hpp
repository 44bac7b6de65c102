// SPDX-License-Identifier: MIT
// The optimizers that a trainer of run-time shape may be opened with: a list of types, of which the
// program links these alone.
#pragma once

#include <stdint.h>

#include "picomlp/base/type_name.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// optimizer_list<gradient_descent, adam>
template <class... Optimizers>
struct optimizer_list {
    static_assert(sizeof...(Optimizers) >= 1, "picomlp: a list of optimizers holds at least one");
};

namespace detail {

/// What the memory of a training depends on.
struct optimizer_entry {
    uint32_t code;
    uint32_t state_arrays;
    bool decays;
};

/// Optimizer's settings among those of a list.
template <class T, class Optimizer>
struct optimizer_slot {
    typename Optimizer::template settings<T> settings;
};

template <class T, class List>
struct listed_optimizers;
template <class T, class... Optimizers>
struct listed_optimizers<T, optimizer_list<Optimizers...>> : optimizer_slot<T, Optimizers>... {
    static constexpr uint32_t count = sizeof...(Optimizers);
    static constexpr optimizer_entry entry[count] = {
        {code_of<Optimizers>(), Optimizers::state_arrays, Optimizers::decays}...};

    listed_optimizers() : optimizer_slot<T, Optimizers>{{}}... {}

    /// The place of a code in the list, or `count`.
    static constexpr uint32_t place_of(uint32_t code) {
        uint32_t k = 0;
        while (k < count && entry[k].code != code) ++k;
        return k;
    }

    /// use(slot) for the optimizer in that place, an optimizer_slot; its result. Precondition:
    /// place < count.
    template <class Use>
    status with(uint32_t place, Use&& use) const {
        status result = status::unknown_type;
        uint32_t k = 0;
        (void)((k++ == place
                    ? (result = use(static_cast<const optimizer_slot<T, Optimizers>&>(*this)), true)
                    : false) ||
               ...);
        return result;
    }
    /// use(optimizer_slot) for each of them.
    template <class Use>
    void for_each(Use&& use) {
        (use(static_cast<optimizer_slot<T, Optimizers>&>(*this)), ...);
    }
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
