// SPDX-License-Identifier: MIT
// Every float function that is also written in integers, and the comparison of its two forms. On a
// processor with float instructions math::NAME is the other form; on one without, the two are the
// same and nothing is learnt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "picomlp/math/integer/functions.hpp"
#include "picomlp/math/math.hpp"
#include "ulp.hpp"

namespace testing {

struct integer_form {
    const char* name;
    float (*in_integers)(float) noexcept;
    void (*in_floats)(const float*, float*, size_t) noexcept;
};

inline const integer_form integer_forms[] = {
    {"exp", picomlp::math::detail::integer_exp, picomlp::math::exp},
    {"log", picomlp::math::detail::integer_log, picomlp::math::log},
    {"sigmoid", picomlp::math::detail::integer_sigmoid, picomlp::math::sigmoid},
    {"softplus", picomlp::math::detail::integer_softplus, picomlp::math::softplus},
    {"tanh", picomlp::math::detail::integer_tanh, picomlp::math::tanh},
};

inline const integer_form* find_integer_form(const char* name) {
    for (const integer_form& form : integer_forms)
        if (std::strcmp(form.name, name) == 0) return &form;
    return nullptr;
}

struct difference_count {
    uint64_t compared = 0;
    uint64_t different = 0;
    float first = 0;  ///< argument
};

/// At the bit patterns first, first + step, ... that are not greater than last.
inline void count_differences(const integer_form& form, uint32_t first, uint32_t last,
                              uint32_t step, difference_count& count) {
    constexpr size_t chunk = 4096;
    static float x[chunk];
    static float y[chunk];
    uint64_t bits = first;
    while (bits <= last) {
        size_t filled = 0;
        for (; filled < chunk && bits <= last; bits += step)
            x[filled++] = float_of(static_cast<uint32_t>(bits));
        form.in_floats(x, y, filled);
        for (size_t i = 0; i < filled; ++i) {
            if (bits_of(form.in_integers(x[i])) == bits_of(y[i])) continue;
            if (count.different++ == 0) count.first = x[i];
        }
        count.compared += filled;
    }
}

}  // namespace testing
