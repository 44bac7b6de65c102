// SPDX-License-Identifier: MIT
// The optimizers and losses, as types.
#pragma once

#include "picomlp/picomlp.hpp"
#include "playground/activations.hpp"

namespace playground {

/// In the order of `optimizer` and its names.
using optimizers =
    picomlp::optimizer_list<picomlp::gradient_descent, picomlp::momentum, picomlp::nesterov,
                            picomlp::rmsprop, picomlp::rprop, picomlp::adam, picomlp::adamw>;
/// In the order of `task`.
using losses = picomlp::loss_list<picomlp::binary_cross_entropy, picomlp::mean_squared_error>;

namespace detail {

template <class... Optimizers>
struct codes_of<picomlp::optimizer_list<Optimizers...>> {
    static constexpr uint32_t entry[] = {picomlp::code_of<Optimizers>()...};
    static constexpr uint32_t most_arrays() {
        uint32_t most = 0;
        ((most = Optimizers::state_arrays > most ? Optimizers::state_arrays : most), ...);
        return most;
    }
};

}  // namespace detail

/// By the number of the optimizer.
inline constexpr auto& optimizer_codes = detail::codes_of<optimizers>::entry;
/// Of the optimizer that keeps most: numbers for each parameter.
inline constexpr uint32_t most_state_arrays = detail::codes_of<optimizers>::most_arrays();

}  // namespace playground
