// Compiled once for each instruction set, with its flags. The instruction set is part of every
// name: a linker must not merge code that is compiled for different processors.
#include "picomlp/quantized/kernels/x86_dense.hpp"

#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/quantized/kernels/x86_sums.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// In plain code.
template <>
struct x86_sums<simd::scalar> : plain_sums<4> {};

#define PICOMLP_DEFINE_ROUTINES(name)                         \
    const dense_routines name##_dense = {                     \
        dense_by_rows<double_rounding, x86_sums<simd::name>>, \
        dense_by_rows<single_rounding, x86_sums<simd::name>>, \
    };
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_ROUTINES)
#undef PICOMLP_DEFINE_ROUTINES

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
