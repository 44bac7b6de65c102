// SPDX-License-Identifier: MIT
// Samples copied to rows that begin with a vector's alignment and lie close together: vectors that
// cross cache lines, and rows that evict each other from the cache, cost more than the copy.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/gemm_tile.hpp"
#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct packed_samples {
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t lanes = vector::lanes;
#if defined(PICOMLP_X86_VECTORS)
    static constexpr bool pay = lanes > 1;
#else
    static constexpr bool pay = false;
#endif

    /// Whether a layer's forward pass is faster with a copy of these samples.
    [[gnu::always_inline]] static bool pay_for(dense_shape shape, size_t samples,
                                               strided_rows<const T> x) {
        const size_t inputs = shape.inputs;
        const size_t weight_bytes = inputs * shape.outputs * sizeof(T);
        if (samples < tile_width || inputs * tile_width > most_elements) return false;
        if (weight_bytes > second_level_cache || shape.outputs < 32) return false;
        const size_t row_bytes = x.stride * sizeof(T);
        // As far apart as rows must lie to share sets of the cache where that hurts.
        if (row_bytes % (sizeof(vector) < 64 ? 1024 : 4096) == 0 && inputs >= 64) return true;
        // Vectors of 64 bytes are as long in use as it takes to load one that crosses lines.
        if (sizeof(vector) >= 64) return false;
        const bool aligned =
            (reinterpret_cast<uintptr_t>(x.first) | row_bytes) % sizeof(vector) == 0;
        return !aligned && shape.outputs >= 128;
    }

    /// for_each_tile() for a tile with the samples x and the results z.
    template <class Tile>
    [[gnu::noinline]] static void for_each_tile(dense_shape shape, size_t samples,
                                                const Tile& whole) {
        alignas(64) T packed[most_elements];
        const size_t inputs = shape.inputs;
        size_t most = first_level_elements / (inputs * tile_width) * tile_width;
        if (most < tile_width) most = tile_width;
        // Strips of one width, the last of which overlaps the one before.
        const size_t strips = (samples + most - 1) / most;
        size_t width = (samples + strips - 1) / strips;
        width = (width + tile_width - 1) / tile_width * tile_width;
        if (width > samples) width = samples;
        const size_t stride = (width + lanes - 1) / lanes * lanes;
        for (size_t begin = 0; begin < samples; begin += width) {
            if (samples - begin < width) begin = samples - width;
            pack(inputs, width, {whole.x.first + begin, whole.x.stride}, {packed, stride});
            Tile tile = whole;
            tile.x = {packed, stride};
            tile.z.first += begin;
            kernels::for_each_tile<InstructionSet, T>(shape.outputs, width, inputs, tile);
        }
    }

  private:
    // With vectors of 64 bytes, 784 inputs of one vector of samples fit, those of two do not.
    static constexpr size_t tile_width = sizeof(vector) < 64 ? 2 * lanes : lanes;
    // The first bounds the stack. They change no bit.
    static constexpr size_t most_elements = 50176 / sizeof(T);
    static constexpr size_t first_level_elements = 16384 / sizeof(T);
    static constexpr size_t second_level_cache = 524288;

    [[gnu::always_inline]] static void pack(size_t rows, size_t samples, strided_rows<const T> x,
                                            strided_rows<T> to) {
        for (size_t k = 0; k < rows; ++k) {
            size_t s = 0;
            for (; s + lanes <= samples; s += lanes) vector::load(x[k] + s).store(to[k] + s);
            for (; s < samples; ++s) to[k][s] = x[k][s];
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
