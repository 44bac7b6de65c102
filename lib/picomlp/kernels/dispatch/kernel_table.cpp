// SPDX-License-Identifier: MIT
// The kernels of one instruction set: compiled once for each, with its flags.
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

#include "picomlp/kernels/dispatch/kernel_table.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

using InstructionSet = simd::this_instruction_set;

// What computes a kernel is compiled into it: a call of it would be one jump more.
#define PICOMLP_DEFINE_FLOAT(result, name, parameters, arguments, ...)           \
    template <>                                                                  \
    [[gnu::flatten]] result kernels_of<InstructionSet, float>::name parameters { \
        return __VA_ARGS__ arguments;                                            \
    }
PICOMLP_FINITE_KERNEL(PICOMLP_DEFINE_FLOAT, float)
PICOMLP_KERNELS(PICOMLP_DEFINE_FLOAT, float)
#undef PICOMLP_DEFINE_FLOAT

#define PICOMLP_DEFINE_DOUBLE(result, name, parameters, arguments, ...)           \
    template <>                                                                   \
    [[gnu::flatten]] result kernels_of<InstructionSet, double>::name parameters { \
        return __VA_ARGS__ arguments;                                             \
    }
PICOMLP_FINITE_KERNEL(PICOMLP_DEFINE_DOUBLE, double)
PICOMLP_KERNELS(PICOMLP_DEFINE_DOUBLE, double)
#undef PICOMLP_DEFINE_DOUBLE

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
