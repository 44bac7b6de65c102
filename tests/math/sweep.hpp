// SPDX-License-Identifier: MIT
// Runs a float function over bit patterns and compares it with its reference.
#pragma once

#include <cmath>
#include <cstdint>

#include "functions.hpp"
#include "ulp.hpp"

namespace testing {

struct sweep_result {
    double worst = 0;    ///< largest error in ulp
    float where = 0;     ///< at this argument
    uint64_t wrong = 0;  ///< results with the wrong sign, or that are or are not NaN by mistake
    float first_wrong = 0;
};

inline void compare(const elementary_function& function, float x, float y, sweep_result& result) {
    const double truth = function.truth(static_cast<double>(x));
    const bool wrong = std::isnan(truth)
                           ? bits_of(y) != float_nan_bits
                           : std::isnan(y) || std::signbit(y) != std::signbit(truth) ||
                                 (std::isinf(truth) && static_cast<double>(y) != truth);
    if (wrong) {
        if (result.wrong++ == 0) result.first_wrong = x;
        return;
    }
    if (std::isnan(truth) || std::isinf(truth)) return;
    const double error = float_error(y, truth);
    if (error > result.worst) {
        result.worst = error;
        result.where = x;
    }
}

/// Every `step`-th bit pattern, starting from zero, through the array form.
inline sweep_result sweep(const elementary_function& function, uint64_t step) {
    constexpr size_t chunk = 4096;
    static float x[chunk];
    static float y[chunk];
    sweep_result result;
    size_t filled = 0;
    for (uint64_t bits = 0;; bits += step) {
        const bool done = bits >= (uint64_t{1} << 32);
        if (done || filled == chunk) {
            function.float_array(x, y, filled);
            for (size_t i = 0; i < filled; ++i) compare(function, x[i], y[i], result);
            filled = 0;
        }
        if (done) return result;
        x[filled++] = float_of(static_cast<uint32_t>(bits));
    }
}

}  // namespace testing
