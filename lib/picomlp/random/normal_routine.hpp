// Blocks of normal numbers by each instruction set of x86-64.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
using normal_routine = void (*)(uint32_t (&words_of_state)[4][8], T* out, size_t count);

/// avx2_float_normals, avx2_double_normals and so on.
#define PICOMLP_DECLARE_ROUTINES(name)                       \
    extern const normal_routine<float> name##_float_normals; \
    extern const normal_routine<double> name##_double_normals;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_ROUTINES)
#undef PICOMLP_DECLARE_ROUTINES

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
