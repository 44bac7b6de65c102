// SPDX-License-Identifier: MIT
#include "picomlp/quantized/quantized_batch.hpp"

#include "picomlp/quantized/quantized_network.hpp"

#if defined(PICOMLP_X86_VECTORS)
#include "picomlp/quantized/kernels/bounded_sums.hpp"
#include "picomlp/quantized/kernels/x86_tiles.hpp"
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::opened_quantized;

#if defined(PICOMLP_X86_VECTORS)

using quantized_kernels::rounds_twice;
using quantized_kernels::sample_tile;
using quantized_kernels::samples_of_tile;
using quantized_kernels::tile_alignment;
using quantized_kernels::tile_numbers;
using quantized_kernels::tile_routines;

/// Fewer samples are faster one by one than in a tile. Wide layers are faster one by
/// one than narrow ones.
constexpr uint32_t fewest_for_vector(size_t inputs) { return inputs > 128 ? 6 : 3; }

constexpr bool are_bounded(const opened_quantized& network) {
    bool bounded = true;
    for (uint32_t l = 0; l < network.count; ++l) bounded = bounded && network.layers[l].is_bounded;
    return bounded;
}

struct network_sizes {
    size_t inputs;   ///< of the layer with the most
    size_t outputs;  ///< likewise
};
network_sizes sizes_of(const opened_quantized& network) {
    network_sizes sizes{0, 0};
    for (uint32_t l = 0; l < network.count; ++l) {
        const detail::quantized_dense& layer = network.layers[l];
        sizes.inputs = layer.inputs > sizes.inputs ? layer.inputs : sizes.inputs;
        sizes.outputs = layer.outputs > sizes.outputs ? layer.outputs : sizes.outputs;
    }
    return sizes;
}

/// Predicts the first samples of x, as many as tiles suit. Returns their number.
template <class Rounding>
uint32_t predict_by_tiles(const opened_quantized& network, const tile_routines& routines,
                          strided_samples<const int8_t> x, void* scratch,
                          strided_samples<int8_t> y) {
    const auto dense = rounds_twice<Rounding> ? routines.double_rounding : routines.single_rounding;
    const size_t inputs = sizes_of(network).inputs;
    const uint32_t fewest = fewest_for_vector(inputs);
    detail::memory_layout layout(scratch);
    sample_tile tile{};
    tile.numbers = layout.take<int8_t>(tile_numbers(inputs), tile_alignment);
    tile.negatives = layout.take<int32_t>(samples_of_tile);
    auto* const outputs = layout.take<int8_t>(0);
    const detail::quantized_dense* const last = network.layers + network.count - 1;

    uint32_t begin = 0;
    for (;;) {
        const uint32_t left = x.samples - begin;
        if (left < fewest) return begin;
        const uint32_t samples = left < samples_of_tile ? left : samples_of_tile;
        routines.pack(x.at(begin), x.sample_stride, samples, network.layers[0].inputs, tile);
        for (const detail::quantized_dense* layer = network.layers;; ++layer) {
            dense(*layer, tile, outputs);
            if (layer->has_activation) {
                detail::quantized_dense of_all = *layer;
                of_all.outputs *= samples_of_tile;
                detail::activate_quantized<Rounding>(of_all, outputs);
            }
            if (layer == last) break;
            routines.pack_outputs(outputs, layer->outputs, tile);
        }
        for (uint32_t s = 0; s < samples; ++s) {
            int8_t* const to = y.at(begin + s);
            for (uint32_t o = 0; o < last->outputs; ++o)
                to[o] = outputs[size_t{o} * samples_of_tile + s];
        }
        begin += samples;
    }
}

/// Of the active instruction set.
const tile_routines& active_tiles() {
#define PICOMLP_ROUTINES(name) &quantized_kernels::name##_tiles,
    static constexpr const tile_routines* routines[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ROUTINES)};
#undef PICOMLP_ROUTINES
    return *simd::active_of(routines);
}

#endif

}  // namespace

size_t detail::quantized_batch_scratch_bytes(const opened_quantized& network) noexcept {
    const size_t for_one = network.odd + network.even;
#if defined(PICOMLP_X86_VECTORS)
    if (!network.layers) return 0;
    const network_sizes sizes = sizes_of(network);
    return quantized_batch_scratch_bytes(sizes.inputs, sizes.outputs, for_one);
#else
    return for_one;
#endif
}

template <class Rounding>
status detail::predict_quantized_batch(const opened_quantized& network,
                                       strided_samples<const int8_t> x, const memory_block& scratch,
                                       strided_samples<int8_t> y) noexcept {
    if (x.samples == 0) return status::no_samples;
    if (scratch.bytes < quantized_batch_scratch_bytes(network)) return status::too_little_memory;
    uint32_t done = 0;
#if defined(PICOMLP_X86_VECTORS)
    const tile_routines& routines = active_tiles();
    if (routines.pack && are_bounded(network)) {
        done = predict_by_tiles<Rounding>(network, routines, x, scratch.first, y);
    }
#endif
    auto outcome = status::ok;
    for (uint32_t s = done; s < x.samples; ++s) {
        outcome = predict_quantized(network, fast_quantized_dense<Rounding>, x.at(s), scratch.first,
                                    y.at(s));
    }
    return outcome;
}

template status detail::predict_quantized_batch<double_rounding>(const opened_quantized&,
                                                                 strided_samples<const int8_t>,
                                                                 const memory_block&,
                                                                 strided_samples<int8_t>) noexcept;
template status detail::predict_quantized_batch<single_rounding>(const opened_quantized&,
                                                                 strided_samples<const int8_t>,
                                                                 const memory_block&,
                                                                 strided_samples<int8_t>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
