// SPDX-License-Identifier: MIT
// Defines the four forms of a public function that is among the array functions.
#pragma once

#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/math/detail/float_operations.hpp"
#include "picomlp/math/integer/functions.hpp"

// Used in namespace math. best_function(x) of a float is integer_function where the target has no
// float instructions, else float_element(x).
#define PICOMLP_DEFINE_ARRAY_FORMS(function, float_element)                           \
    namespace {                                                                       \
    inline float best_##function(float x) {                                           \
        if constexpr (detail::soft_float)                                             \
            return detail::integer_##function(x);                                     \
        else                                                                          \
            return float_element(x);                                                  \
    }                                                                                 \
    inline double best_##function(double x) { return detail::function##_element(x); } \
    }                                                                                 \
    PICOMLP_DEFINE_ARRAY_FORMS_OF(float, function)                                    \
    PICOMLP_DEFINE_ARRAY_FORMS_OF(double, function)
// Below min_vector_length no loop: at -O3 it would become vectors that never run.
#define PICOMLP_DEFINE_ARRAY_FORMS_OF(T, function)                                        \
    T function(T x) noexcept { return best_##function(x); }                               \
    void function(const T* x, T* y, size_t n) noexcept {                                  \
        if constexpr (detail::has_array_functions) {                                      \
            static_assert(detail::min_vector_length == 3, "one and two elements follow"); \
            if (n >= detail::min_vector_length)                                           \
                return detail::active_array_functions<T>::function(x, y, n);              \
            if (n > 0) y[0] = best_##function(x[0]);                                      \
            if (n > 1) y[1] = best_##function(x[1]);                                      \
        } else {                                                                          \
            for (size_t i = 0; i < n; ++i) y[i] = best_##function(x[i]);                  \
        }                                                                                 \
    }

/// The same where they lie, for the functions that detail/array_functions.hpp says.
#define PICOMLP_DEFINE_IN_PLACE(function)                           \
    void detail::function##_in_place(size_t n, float* z) noexcept { \
        if constexpr (detail::optimize_size)                        \
            for (; n > 0; --n, ++z) *z = best_##function(*z);       \
        else                                                        \
            function(z, z, n);                                      \
    }                                                               \
    void detail::function##_in_place(size_t n, double* z) noexcept { function(z, z, n); }
