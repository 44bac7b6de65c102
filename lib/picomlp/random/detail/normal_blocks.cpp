// SPDX-License-Identifier: MIT
// Blocks of normal numbers by one instruction set. Compiled once for each, with its flags.
#include "picomlp/random/detail/normal_blocks.hpp"

#include "picomlp/math/detail/log_core.hpp"
#include "picomlp/math/detail/sincos_core.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Functions of normal_blocks, inline. The instruction set is part of every name: a linker must not
/// merge code that is compiled for different processors.
template <class InstructionSet>
struct normal_functions {
    /// Blocks are computed four at a time: independent operations hide each other's latency.
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

#define PICOMLP_DEFINE_ROUTINES(name)                             \
    const normal_routine<float> name##_float_normals =            \
        normal_blocks<normal_functions<simd::name>, float>::fill; \
    const normal_routine<double> name##_double_normals =          \
        normal_blocks<normal_functions<simd::name>, double>::fill;
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_ROUTINES)
#undef PICOMLP_DEFINE_ROUTINES

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
