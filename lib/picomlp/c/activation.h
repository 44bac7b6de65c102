/* SPDX-License-Identifier: MIT */
// Activations as objects, for C: the ones that a program names are linked, the others are not.
#pragma once

#include <stddef.h>

#include "picomlp/activation/activation_names.h"

#ifdef __cplusplus
extern "C" {
#endif

/// An activation, to predict with. What is in it, the library alone knows.
typedef struct picomlp_activation picomlp_activation;

/// picomlp_relu, picomlp_softmax, ...: one for each name in activation/activation_names.h. To
/// name one means to link its code; a linker that drops unused sections (--gc-sections) leaves out
/// all others. picomlp_any_leaky_relu and picomlp_any_elu are those of any slope and any alpha.
#define PICOMLP_DECLARE(NAME) extern const picomlp_activation picomlp_##NAME;
PICOMLP_ACTIVATIONS(PICOMLP_DECLARE)
PICOMLP_PARAMETRIC_ACTIVATIONS(PICOMLP_DECLARE)
#undef PICOMLP_DECLARE

/// The activations that a program allows in models that it opens. Refers to the caller's array,
/// in any order:
///
///     static const picomlp_activation *const listed[] = {&picomlp_relu, &picomlp_softmax};
///     static const picomlp_activations known = PICOMLP_LIST(listed);
typedef struct picomlp_activations {
    const picomlp_activation* const* first;  ///< addresses of the objects
    size_t count;                            ///< 1 to as many as the library has
} picomlp_activations;

/// An array, and not a pointer, with its length.
#define PICOMLP_LIST(ARRAY) \
    { (ARRAY), sizeof(ARRAY) / sizeof((ARRAY)[0]) }

/// All of the library's, for programs that take whatever model comes. It links them all.
extern const picomlp_activations picomlp_all_activations;

#ifdef __cplusplus
}
#endif
