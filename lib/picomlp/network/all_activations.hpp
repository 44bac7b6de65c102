// SPDX-License-Identifier: MIT
// Every activation of the library, for programs that take whatever network comes.
#pragma once

#include "picomlp/activation/activations.hpp"
#include "picomlp/network/activation_list.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class First, class... Activations>
struct list_behind {
    using type = activation_list<Activations...>;
};

}  // namespace detail

#define PICOMLP_LISTED(name) , struct name
/// An activation_list of all of them. It links them all; firmware lists those that it wants.
using all_activations = detail::list_behind<void PICOMLP_ACTIVATIONS(
    PICOMLP_LISTED) PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_LISTED)>::type;
#undef PICOMLP_LISTED

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
