// The kernel tables that one library for x86 holds side by side, one per file of this folder.
#pragma once

#include "picomlp/kernels/kernel_table.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

extern const kernel_table<float> scalar_float;
extern const kernel_table<double> scalar_double;
extern const kernel_table<float> sse2_float;
extern const kernel_table<double> sse2_double;
extern const kernel_table<float> avx2_float;
extern const kernel_table<double> avx2_double;
extern const kernel_table<float> avx512_float;
extern const kernel_table<double> avx512_double;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
