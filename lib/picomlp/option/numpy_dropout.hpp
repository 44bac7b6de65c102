// Dropout with NumPy's masks, for results that must agree with a NumPy program.
#pragma once

#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/base/whole_number.hpp"
#include "picomlp/option/dropout.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Draws the masks of `samples` samples from `numpy.random.seed(seed)`: for each hidden layer,
/// `numpy.random.rand(units, samples) < keep`, row by row. Needs 2.5 KB of stack.
template <class T>
void draw_numpy_masks(dropout_masks<T> masks, uint32_t seed, uint32_t samples) noexcept;

/// Like dropout, with NumPy's masks, and the same ones in every step, as in the course, which calls
/// `numpy.random.seed(1)` at the beginning of each forward pass. A mask depends on how many samples
/// there are.
struct numpy_dropout : option {
    static constexpr type_name<numpy_dropout> name = "numpy_dropout";
    template <class Network>
    struct settings {
        keep_probabilities<Network> keep = typename Network::value_type(0.5);
        whole_number<uint32_t> seed = 1;
    };

    /// Named settings for a trainer.
    template <class... Numbers>
    static constexpr auto keep(Numbers... values) {
        return detail::name_setting<numpy_dropout, 0>(
            [values...](auto& to) { detail::set_layers(to.keep, values...); });
    }
    template <class Whole>
    static constexpr auto seed(Whole value) {
        return detail::name_setting<numpy_dropout, 1>(
            [value](auto& to) { detail::set_whole(to.seed, value); });
    }
    template <class Network, uint32_t Batch>
    using memory = dropout_memory<Network, Batch>;
    static constexpr bool masks = true;

    template <class Network>
    static status check(const settings<Network>& chosen) {
        return check_keep(Network::layer_count - 1, chosen.keep.value);
    }
    template <class Network, uint32_t Batch>
    static layer_hooks<typename Network::value_type> mask(const settings<Network>& chosen,
                                                          uint32_t /*step*/, uint32_t samples,
                                                          dropout_memory<Network, Batch>& memory) {
        memory.masks = {memory.words, mask_words(Batch), Network::table(), chosen.keep.value};
        draw_numpy_masks(memory.masks, chosen.seed, samples);
        return masking_hooks(memory.masks);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
