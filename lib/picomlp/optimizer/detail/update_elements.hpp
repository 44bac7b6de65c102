// SPDX-License-Identifier: MIT
// Applies an update rule to every parameter, or to none when a result is not finite.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// A parameter and its optimizer state.
template <class T, uint32_t Arrays>
struct updated_element {
    T parameter;
    T state[Arrays];
};

/// Detects NaN and infinity in a sequence of numbers by integer operations without a branch. A
/// compiler may vectorize these; it may not vectorize a floating-point sum.
template <class T>
class nonfinite_detector {
  public:
    [[gnu::always_inline]] void add(T x) {
        bits of_x;
        __builtin_memcpy(&of_x, &x, sizeof x);
        // A full exponent carries to the top bit.
        carries_ |= (of_x & layout::infinity) + (bits{1} << layout::fraction);
    }
    [[gnu::always_inline]] bool all_finite() const { return carries_ >> (8 * sizeof(T) - 1) == 0; }

  private:
    using layout = ieee_layout<T>;
    using bits = typename layout::bits;
    bits carries_ = 0;
};

/// One run and its arrays of state. They do not overlap, so the loops may be vectorized.
template <class T, uint32_t Arrays>
struct run_update {
    T* __restrict w;
    const T* __restrict g;
    T* state[Arrays];
    size_t count;
    T decay_factor;
    bool no_state_yet;  ///< state is not read; it counts as 0

    [[gnu::always_inline]] updated_element<T, Arrays> before(size_t k) const {
        updated_element<T, Arrays> result;
        result.parameter = w[k];
        for (uint32_t a = 0; a < Arrays; ++a) result.state[a] = no_state_yet ? T(0) : state[a][k];
        return result;
    }
    template <class Rule>
    [[gnu::always_inline]] bool stays_finite(const Rule& rule) const {
        nonfinite_detector<T> seen;
        for (size_t k = 0; k < count; ++k) {
            const updated_element<T, Arrays> after = rule(before(k), g[k], decay_factor);
            seen.add(g[k]);
            seen.add(after.parameter);
            for (uint32_t a = 0; a < Arrays; ++a) seen.add(after.state[a]);
        }
        return seen.all_finite();
    }
    template <class Rule>
    [[gnu::always_inline]] void store(const Rule& rule) const {
        for (size_t k = 0; k < count; ++k) {
            const updated_element<T, Arrays> after = rule(before(k), g[k], decay_factor);
            w[k] = after.parameter;
            for (uint32_t a = 0; a < Arrays; ++a) state[a][k] = after.state[a];
        }
    }
};

/// Replaces every parameter and its state by rule(old, gradient, decay_factor). When a result or
/// the gradient is not finite it changes nothing and returns status::diverged. So the rule is
/// evaluated twice for every element, first to check and then to store. The decay factor of weights
/// is also multiplied by `weight_factor`. Array a of a run's state is at run.state + a *
/// request.state_stride.
template <uint32_t Arrays, class T, class Rule>
[[gnu::always_inline]] inline status update_elements(const update_request<T>& request,
                                                     const Rule& rule, T weight_factor = T(1)) {
    const auto update_of = [&](uint32_t r) {
        const parameter_run<T>& run = request.runs[r];
        run_update<T, Arrays> result;
        result.w = run.parameters;
        result.g = run.gradient;
        for (uint32_t a = 0; a < Arrays; ++a)
            result.state[a] = run.state + a * request.state_stride;
        result.count = run.count;
        result.decay_factor = run.weights ? run.decay_factor * weight_factor : run.decay_factor;
        result.no_state_yet = request.step == 0;
        return result;
    };
    for (uint32_t r = 0; r < request.run_count; ++r) {
        if (!update_of(r).stays_finite(rule)) return status::diverged;
    }
    for (uint32_t r = 0; r < request.run_count; ++r) update_of(r).store(rule);
    return status::ok;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
