// Applies an update rule to every parameter, or to none when a result is not finite. For this
// floor's sources: not installed.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/optimizer/optimizer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A parameter and its optimizer state.
template <class T, uint32_t Arrays>
struct element {
    T parameter;
    T state[Arrays];
};

/// Detects NaN and infinity in a sequence of numbers, by integer operations without a branch: a
/// compiler may vectorize them, which it may not do with a floating-point sum.
template <class T>
class finite_check {
  public:
    [[gnu::always_inline]] void see(T x) {
        bits of_x;
        __builtin_memcpy(&of_x, &x, sizeof x);
        // A full exponent carries to the top bit.
        carries_ |= (of_x & layout::infinity) + (bits{1} << layout::fraction);
    }
    [[gnu::always_inline]] bool all_finite() const { return carries_ >> (8 * sizeof(T) - 1) == 0; }

  private:
    using layout = detail::ieee_layout<T>;
    using bits = typename layout::bits;
    bits carries_ = 0;
};

/// One run and its arrays of state. They do not overlap, so the loops may be vectorized.
template <class T, uint32_t Arrays>
struct run_walk {
    T* __restrict w;
    const T* __restrict g;
    T* state[Arrays];
    size_t count;
    T share;
    bool no_state_yet;  ///< state is not read; it counts as 0

    [[gnu::always_inline]] element<T, Arrays> before(size_t k) const {
        element<T, Arrays> result;
        result.parameter = w[k];
        for (uint32_t a = 0; a < Arrays; ++a) result.state[a] = no_state_yet ? T(0) : state[a][k];
        return result;
    }
    template <class Rule>
    [[gnu::always_inline]] bool stays_finite(const Rule& rule) const {
        finite_check<T> check;
        for (size_t k = 0; k < count; ++k) {
            const element<T, Arrays> after = rule(before(k), g[k], share);
            check.see(g[k]);
            check.see(after.parameter);
            for (uint32_t a = 0; a < Arrays; ++a) check.see(after.state[a]);
        }
        return check.all_finite();
    }
    template <class Rule>
    [[gnu::always_inline]] void store(const Rule& rule) const {
        for (size_t k = 0; k < count; ++k) {
            const element<T, Arrays> after = rule(before(k), g[k], share);
            w[k] = after.parameter;
            for (uint32_t a = 0; a < Arrays; ++a) state[a][k] = after.state[a];
        }
    }
};

/// Replaces every parameter and its state by rule(element, gradient, share). When a result or the
/// gradient is not finite it changes nothing and returns status::diverged. So the rule is evaluated
/// twice for every element, first to check and then to store. For weights, `share` is also
/// multiplied by `weights_share`. Array a of a run's state is at
/// run.state + a * request.state_stride.
template <uint32_t Arrays, class T, class Rule>
[[gnu::always_inline]] inline status update_elements(const update_request<T>& request,
                                                     const Rule& rule, T weights_share = T(1)) {
    const auto walk = [&](uint32_t r) {
        const parameter_run<T>& run = request.runs[r];
        run_walk<T, Arrays> result;
        result.w = run.parameters;
        result.g = run.gradient;
        for (uint32_t a = 0; a < Arrays; ++a)
            result.state[a] = run.state + a * request.state_stride;
        result.count = run.count;
        result.share = run.weights ? run.share * weights_share : run.share;
        result.no_state_yet = request.step == 0;
        return result;
    };
    for (uint32_t r = 0; r < request.run_count; ++r) {
        if (!walk(r).stays_finite(rule)) return status::diverged;
    }
    for (uint32_t r = 0; r < request.run_count; ++r) walk(r).store(rule);
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
