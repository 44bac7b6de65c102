// The four forms of a public function, scalar and over arrays, from one that computes an element.
// For the sources of this floor alone: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/float_arithmetic.hpp"
#include "picomlp/math/integer/functions.hpp"

#define PICOMLP_DEFINE_SCALAR_FORMS(function, element)      \
    float function(float x) noexcept { return element(x); } \
    double function(double x) noexcept { return element(x); }

#define PICOMLP_DEFINE_ARRAY_FORM(T, function, element, TRY_TABLE) \
    void function(const T* x, T* y, size_t n) noexcept {           \
        TRY_TABLE(T, function)                                     \
        for (size_t i = 0; i < n; ++i) y[i] = element(x[i]);       \
    }

#define PICOMLP_NO_TABLE(T, function)
#define PICOMLP_TRY_TABLE(T, function)                                                        \
    if constexpr (detail::has_array_tables) {                                                 \
        if (n >= detail::worth_a_vector) return detail::active_arrays<T>().function(x, y, n); \
    }

/// Defines `function` by element(x), which takes a float or a double.
#define PICOMLP_DEFINE_FORMS(function, element)                           \
    PICOMLP_DEFINE_SCALAR_FORMS(function, element)                        \
    PICOMLP_DEFINE_ARRAY_FORM(float, function, element, PICOMLP_NO_TABLE) \
    PICOMLP_DEFINE_ARRAY_FORM(double, function, element, PICOMLP_NO_TABLE)

/// The same for a function of the array tables.
#define PICOMLP_DEFINE_TABLED_FORMS(function, element)                     \
    PICOMLP_DEFINE_SCALAR_FORMS(function, element)                         \
    PICOMLP_DEFINE_ARRAY_FORM(float, function, element, PICOMLP_TRY_TABLE) \
    PICOMLP_DEFINE_ARRAY_FORM(double, function, element, PICOMLP_TRY_TABLE)

/// Defines best_function(x): in integers where the target has no float instructions, else by
/// float_element(x); a double by detail::function_element(x).
#define PICOMLP_DEFINE_BEST(function, float_element)                                  \
    namespace {                                                                       \
    inline float best_##function(float x) {                                           \
        if constexpr (detail::floats_are_integers)                                    \
            return detail::integer_##function(x);                                     \
        else                                                                          \
            return float_element(x);                                                  \
    }                                                                                 \
    inline double best_##function(double x) { return detail::function##_element(x); } \
    }
