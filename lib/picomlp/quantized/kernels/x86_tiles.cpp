// SPDX-License-Identifier: MIT
// Compiled once for each instruction set, with its flags. The instruction set is part of every
// name: a linker must not merge code that is compiled for different processors.
#include "picomlp/quantized/kernels/x86_tiles.hpp"

#include "picomlp/quantized/kernels/x86_tile_dense.hpp"
#include "picomlp/quantized/kernels/x86_tile_packing.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

#ifdef __AVX2__
#define PICOMLP_DEFINE_ROUTINES(name)                                \
    const tile_routines name##_tiles = {                             \
        x86_tile_packing<simd::name>::pack,                          \
        x86_tile_packing<simd::name>::pack_outputs,                  \
        x86_tile_dense<simd::name>::template dense<double_rounding>, \
        x86_tile_dense<simd::name>::template dense<single_rounding>, \
    };
#else
#define PICOMLP_DEFINE_ROUTINES(name) \
    const tile_routines name##_tiles = {nullptr, nullptr, nullptr, nullptr};
#endif
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_ROUTINES)
#undef PICOMLP_DEFINE_ROUTINES

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
