// SPDX-License-Identifier: MIT
// A layer of int8 for a tile of samples, compiled for each instruction set of x86-64.
#pragma once

#include "picomlp/quantized/dense.hpp"
#include "picomlp/quantized/sample_tile.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// y[o * samples_of_tile + s] = output o, before the activation, for each sample s of the tile, as
/// detail::plain_quantized_dense() computes it. The layer is bounded.
using tile_dense_routine = void (*)(const detail::quantized_dense& layer, const sample_tile& x,
                                    int8_t* y) noexcept;

/// Null where an instruction set has no tiles.
struct tile_routines {
    /// From `samples` samples, 1 or more, which begin `stride` numbers apart; the tile is filled up
    /// with the last one.
    void (*pack)(const int8_t* x, size_t stride, uint32_t samples, uint32_t features,
                 const sample_tile& to) noexcept;
    /// From the outputs of a layer.
    void (*pack_outputs)(const int8_t* y, uint32_t outputs, const sample_tile& to) noexcept;
    tile_dense_routine double_rounding;
    tile_dense_routine single_rounding;
};

// avx2_tiles and so on.
#define PICOMLP_DECLARE_ROUTINES(name) \
    [[gnu::visibility("hidden")]] extern const tile_routines name##_tiles;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE_ROUTINES)
#undef PICOMLP_DECLARE_ROUTINES

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
