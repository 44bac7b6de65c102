// SPDX-License-Identifier: MIT
#include "picomlp/c/activation.h"

#include "picomlp/activation/activations.hpp"
#include "picomlp/c/detail/activation_object.hpp"

extern "C" {

#define PICOMLP_DEFINE(NAME)                      \
    constexpr picomlp_activation picomlp_##NAME = \
        picomlp::detail::activation_object<struct picomlp::NAME>();
PICOMLP_ACTIVATIONS(PICOMLP_DEFINE)
PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_DEFINE)
#undef PICOMLP_DEFINE
}

namespace {

#define PICOMLP_ADDRESS(NAME) &picomlp_##NAME,
constexpr const picomlp_activation* everything[] = {
    PICOMLP_ACTIVATIONS(PICOMLP_ADDRESS) PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_ADDRESS)};
#undef PICOMLP_ADDRESS

}  // namespace

extern "C" {
constexpr picomlp_activations picomlp_all_activations = PICOMLP_LIST(everything);
}
