#include "picomlp/option/numpy_dropout.hpp"

#include "picomlp/random/numpy_random_state.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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

template void draw_numpy_masks(dropout_masks<float>, uint32_t, uint32_t) noexcept;
template void draw_numpy_masks(dropout_masks<double>, uint32_t, uint32_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
