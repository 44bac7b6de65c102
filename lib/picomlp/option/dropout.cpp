// SPDX-License-Identifier: MIT
#include "picomlp/option/dropout.hpp"

#include "picomlp/random/numpy_random_state.hpp"
#include "picomlp/random/philox.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// The masks of a hidden layer's first unit.
template <class T>
const uint32_t* words_of_layer(const dropout_masks<T>& masks, uint32_t layer) {
    const uint32_t* words = masks.words;
    for (uint32_t l = 0; l + 1 < layer; ++l) {
        words += masks.network.layers[l].shape.outputs * masks.words_per_unit;
    }
    return words;
}

template <class T>
void apply_masks(void* state, uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                 strided_rows<T> values) {
    const dropout_masks<T>& masks = *static_cast<const dropout_masks<T>*>(state);
    if (layer == masks.network.count) return;
    const T scale = T(1) / masks.keep[layer - 1];
    const uint32_t* words = words_of_layer(masks, layer);
    for (uint32_t o = 0; o < outputs; ++o) {
        T* row = values[o];
        for (uint32_t s = 0; s < samples; ++s) {
            const uint32_t at = first + s;
            const bool kept = (words[at / 32] >> at % 32 & 1) != 0;
            row[s] = kept ? row[s] * scale : T(0);
        }
        words += masks.words_per_unit;
    }
}

/// keep * 2^32, below 2^32 for all keep < 1: exact for a float, a double's fraction is cut off. Not
/// inline: gcc 12 would convert on a condition, which the assembler for Helium does not read.
template <class T>
[[gnu::noinline]] uint32_t threshold_of(T keep) {
    return static_cast<uint32_t>(keep * T(4294967296.0));
}

/// One bit for each of 32 samples, 1 for kept; only the first `count` are needed.
uint32_t drawn_word(uint32_t threshold, uint64_t seed, uint32_t step, uint32_t layer, uint32_t unit,
                    uint32_t first, uint32_t count) {
    uint32_t bits = 0;
    for (uint32_t s = 0; s < count; s += 4) {
        const philox_block drawn =
            philox(static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32),
                   {{(first + s) / 4, unit, layer, step}});
        for (uint32_t k = 0; k < 4; ++k) {
            bits |= (drawn.words[k] < threshold ? uint32_t{1} : uint32_t{0}) << (s + k);
        }
    }
    return bits;
}

}  // namespace

template <class T>
void draw_masks(dropout_masks<T> masks, uint64_t seed, uint32_t step, uint32_t samples) noexcept {
    uint32_t* words = masks.words;
    for (uint32_t l = 0; l + 1 < masks.network.count; ++l) {
        const bool all = masks.keep[l] == T(1);
        const uint32_t threshold = all ? 0 : threshold_of(masks.keep[l]);
        for (uint32_t u = 0; u < masks.network.layers[l].shape.outputs; ++u) {
            for (uint32_t first = 0; first < samples; first += 32) {
                const uint32_t left = samples - first;
                words[first / 32] =
                    all ? 0xffffffffu
                        : drawn_word(threshold, seed, step, l, u, first, left < 32 ? left : 32);
            }
            words += masks.words_per_unit;
        }
    }
}

template <class T>
void draw_numpy_masks(dropout_masks<T> masks, uint32_t seed, uint32_t samples) noexcept {
    numpy_random_state source(seed);
    uint32_t* words = masks.words;
    for (uint32_t l = 0; l + 1 < masks.network.count; ++l) {
        const double keep = static_cast<double>(masks.keep[l]);
        for (uint32_t u = 0; u < masks.network.layers[l].shape.outputs; ++u) {
            for (uint32_t s = 0; s < samples; ++s) {
                if (s % 32 == 0) words[s / 32] = 0;
                words[s / 32] |= (source.uniform() < keep ? uint32_t{1} : uint32_t{0}) << s % 32;
            }
            words += masks.words_per_unit;
        }
    }
}

template <class T>
layer_hooks<T> masking_hooks(dropout_masks<T>& masks) noexcept {
    return {&masks, apply_masks<T>, apply_masks<T>, nullptr};
}

template <class T>
status detail::check_keep(uint32_t count, const T* keep) noexcept {
    for (uint32_t l = 0; l < count; ++l) {
        if (!(keep[l] > T(0) && keep[l] <= T(1))) return status::bad_argument;
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                         \
    template void draw_masks(dropout_masks<T>, uint64_t, uint32_t, uint32_t) noexcept; \
    template void draw_numpy_masks(dropout_masks<T>, uint32_t, uint32_t) noexcept;     \
    template layer_hooks<T> masking_hooks(dropout_masks<T>&) noexcept;                 \
    template status detail::check_keep(uint32_t, const T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
