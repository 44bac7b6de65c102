// The tables of functions over arrays, one for each instruction set of x86.
#pragma once

#include "picomlp/math/array_table.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

extern const array_table<float> scalar_float_arrays;
extern const array_table<double> scalar_double_arrays;
extern const array_table<float> sse2_float_arrays;
extern const array_table<double> sse2_double_arrays;
extern const array_table<float> avx2_float_arrays;
extern const array_table<double> avx2_double_arrays;
extern const array_table<float> avx512_float_arrays;
extern const array_table<double> avx512_double_arrays;

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
