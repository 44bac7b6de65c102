// SPDX-License-Identifier: MIT
// Samples of int8 that go through a network together, in the order in which kernels read them.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

/// Samples of a tile: side by side in a vector.
inline constexpr uint32_t samples_of_tile = 8;

/// What the address of a tile's numbers is a multiple of.
inline constexpr size_t tile_alignment = 64;

/// A tile's inputs to a layer. Of each four features, those behind the last one of any value: 32
/// bytes of magnitudes, 4 of a sample together, and 32 bytes of signs, -1 for a negative number and
/// otherwise 0.
struct sample_tile {
    int8_t* numbers;     ///< tile_numbers() of them
    int32_t* negatives;  ///< of each sample, the sum of the magnitudes of its negative numbers
};

constexpr size_t tile_numbers(size_t features) {
    return (features + 3) / 4 * 4 * 2 * samples_of_tile;
}

/// Memory for a tile, wherever it begins: of a network whose widest layers take and give so many
/// numbers. Outputs of a layer lie one after another, each for all samples of the tile.
constexpr size_t tile_bytes(size_t inputs, size_t outputs) {
    return tile_alignment - 1 + tile_numbers(inputs) +
           samples_of_tile * (sizeof(int32_t) + outputs);
}

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
