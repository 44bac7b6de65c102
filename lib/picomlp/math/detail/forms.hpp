// SPDX-License-Identifier: MIT
// Defines the four forms of a public function, scalar and over arrays, from a function of one
// element.
#pragma once

#include <stddef.h>

#define PICOMLP_DEFINE_FORMS_OF(T, function, element)        \
    T function(T x) noexcept { return element(x); }          \
    void function(const T* x, T* y, size_t n) noexcept {     \
        for (size_t i = 0; i < n; ++i) y[i] = element(x[i]); \
    }

/// Defines `function` by element(x), which takes a float or a double.
#define PICOMLP_DEFINE_FORMS(function, element)       \
    PICOMLP_DEFINE_FORMS_OF(float, function, element) \
    PICOMLP_DEFINE_FORMS_OF(double, function, element)
