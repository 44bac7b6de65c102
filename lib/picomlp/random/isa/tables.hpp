// Blocks of normal numbers by each instruction set of x86.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
using normal_routine = void (*)(uint32_t (&words_of_state)[4][8], T* out, size_t count);

extern const normal_routine<float> scalar_float_normals;
extern const normal_routine<double> scalar_double_normals;
extern const normal_routine<float> sse2_float_normals;
extern const normal_routine<double> sse2_double_normals;
extern const normal_routine<float> avx2_float_normals;
extern const normal_routine<double> avx2_double_normals;
extern const normal_routine<float> avx512_float_normals;
extern const normal_routine<double> avx512_double_normals;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
