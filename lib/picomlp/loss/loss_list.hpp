// SPDX-License-Identifier: MIT
// The losses that a trainer of run-time shape may be opened with: a list of types, of which the
// program links these alone.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// loss_list<binary_cross_entropy, mean_squared_error>
template <class... Losses>
struct loss_list {
    static_assert(sizeof...(Losses) >= 1, "picomlp: a list of losses holds at least one");
};

namespace detail {

/// A loss, by its code.
template <class T>
struct loss_entry {
    uint32_t code;
    uint32_t activation;  ///< the code of the last activation that it wants; 0 for any
    objective<T> loss;
    sample_loss_evaluation<T> evaluate_sample;
};

template <class Activation>
constexpr uint32_t code_of_wanted() {
    if constexpr (same_type<Activation, void>) {
        return 0;
    } else {
        return code_of<Activation>();
    }
}

template <class T, class List>
struct loss_entries;
template <class T, class... Losses>
struct loss_entries<T, loss_list<Losses...>> {
    static constexpr uint32_t count = sizeof...(Losses);
    static constexpr loss_entry<T> entry[count] = {
        {code_of<Losses>(),
         code_of_wanted<typename Losses::activation>(),
         {Losses::template check<T>, Losses::template evaluate<T>,
          !same_type<typename Losses::activation, void>},
         sample_loss<T, Losses>::evaluate}...};
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
