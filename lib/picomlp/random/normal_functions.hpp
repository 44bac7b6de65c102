// What normal numbers are made of, inline, to be compiled once for each instruction set: not
// installed.
#pragma once

#include "picomlp/math/log_core.hpp"
#include "picomlp/math/sincos_core.hpp"
#include "picomlp/random/normal_blocks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class InstructionSet>
struct normal_functions {
    /// Enough numbers to hide behind one another how long each takes.
    static constexpr int blocks_at_once = 4;

    template <class T, int Count>
    [[gnu::always_inline]] static void radius(T (&u)[Count]) {
        for (int i = 0; i < Count; ++i) u[i] = T(-2) * math::detail::log_of_normal(u[i]);
        for (int i = 0; i < Count; ++i) u[i] = root(u[i]);
    }
    template <class Turn, class T, int Count>
    [[gnu::always_inline]] static void sincos_turn(const Turn (&turn)[Count], T* sine, T* cosine) {
        for (int i = 0; i < Count; ++i) {
            math::detail::sincos_turn_element(turn[i], &sine[i], &cosine[i]);
        }
    }

  private:
    [[gnu::always_inline]] static float root(float x) { return __builtin_sqrtf(x); }
    [[gnu::always_inline]] static double root(double x) { return __builtin_sqrt(x); }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
