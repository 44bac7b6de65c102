// SPDX-License-Identifier: MIT
// Inverted dropout (Srivastava et al., JMLR 15, 2014), with masks from a counter-based generator or
// those of NumPy.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/named_setting.hpp"
#include "picomlp/base/type_name.hpp"
#include "picomlp/base/whole_number.hpp"
#include "picomlp/option/dynamic_settings.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Masks of all hidden units for a step: one bit for each unit and sample, 1 for kept.
template <class T>
struct dropout_masks {
    uint32_t* words;         ///< words_per_unit for each hidden unit, layer by layer; sample s is
                             ///< bit s % 32 of word s / 32
    size_t words_per_unit;   ///< at least samples / 32, rounded up
    layer_table<T> network;  ///< the last layer has no masks
    const T* keep;           ///< the probability of being kept, for each hidden layer
};

/// Words that hold one bit for each of `samples` samples.
constexpr size_t mask_words(uint32_t samples) { return (size_t{samples} + 31) / 32; }

/// Draws the masks of `samples` samples for step `step` of the stream of `seed`. Unit u of hidden
/// layer l (both from 0) keeps sample s when word s % 4 of Philox4x32-10 (Salmon et al., "Parallel
/// random numbers: as easy as 1, 2, 3", SC11) with key (low and high half of seed) and counter
/// (s / 4, u, l, step) is below keep * 2^32 (exact for float; rounded down for double), or keep is
/// 1. A mask depends only on these five numbers: not on the other samples, on how a batch is
/// divided, or on the width of a vector.
template <class T>
void draw_masks(dropout_masks<T> masks, uint64_t seed, uint32_t step, uint32_t samples) noexcept;

/// Draws the masks of `samples` samples from `numpy.random.seed(seed)`: for each hidden layer,
/// `numpy.random.rand(units, samples) < keep`, row by row. Needs 2.5 KB of stack.
template <class T>
void draw_numpy_masks(dropout_masks<T> masks, uint32_t seed, uint32_t samples) noexcept;

/// The hooks that apply masks; `masks` is their state and must outlive them. a and delta become
/// a * (1 / keep) where the unit is kept, otherwise +0: the division is rounded, then the product.
template <class T>
layer_hooks<T> masking_hooks(dropout_masks<T>& masks) noexcept;

/// The masks of one step.
template <class Network, uint32_t Batch>
struct dropout_memory {
    static_assert(Network::layer_count >= 2,
                  "picomlp: dropout is for hidden layers; this network has none");
    /// Units that have masks.
    static constexpr uint32_t hidden_units() {
        uint32_t sum = 0;
        for (uint32_t l = 1; l < Network::layer_count; ++l) sum += Network::sizes[l];
        return sum;
    }

    /// Masks that keep by these probabilities, one for each hidden layer.
    void refer_to(const typename Network::value_type* keep) {
        masks = {words, mask_words(Batch), Network::table(), keep};
    }

    dropout_masks<typename Network::value_type> masks;
    uint32_t words[hidden_units() * mask_words(Batch)];
};

/// The same in memory of the caller's, for a network of run-time shape.
template <class T, uint32_t Batch>
struct dropout_memory<dynamic_settings<T>, Batch> {
    /// As above, over memory that the trainer has laid out.
    void refer_to(const T* keep) { masks = {words, words_per_unit, network, keep}; }

    dropout_masks<T> masks;
    uint32_t* words;  ///< a bit for each unit and sample
    size_t words_per_unit;
    layer_table<T> network;
};

/// Hidden layers, one keep probability for each or one for all, in (0, 1].
template <class Network>
using keep_probabilities = per_layer<typename Network::value_type,
                                     (Network::layer_count >= 2 ? Network::layer_count - 1 : 1)>;

namespace detail {

/// status::bad_argument unless all of them are above 0 and at most 1.
template <class T>
status check_keep(uint32_t count, const T* keep) noexcept;

/// What dropout and numpy_dropout share.
struct dropout_option : option {
    template <class Network, uint32_t Batch>
    using memory = dropout_memory<Network, Batch>;
    static constexpr bool masks = true;

    template <class Settings>
    static status check(const Settings& settings) {
        return check_keep(settings.keep.count, settings.keep.value);
    }

  protected:
    template <class Network, uint32_t Batch>
    static dropout_masks<typename Network::value_type>& masks_in(
        dropout_memory<Network, Batch>& memory, const keep_probabilities<Network>& keep) {
        memory.refer_to(keep.value);
        return memory.masks;
    }
};

}  // namespace detail

/// Drops hidden units while training, never in predict() or evaluate(). A step reports the cost of
/// the thinned network. Each step draws new masks; a gradient or cost that is computed again before
/// the next step uses the same ones. A hidden layer whose activation's derivative needs the
/// output's value stores that value besides the masked one.
struct dropout : detail::dropout_option {
    static constexpr type_name<dropout> name = "dropout";
    template <class Network>
    struct settings {
        /// In (0, 1], one for all hidden layers or each its own.
        keep_probabilities<Network> keep = typename Network::value_type(0.5);
        whole_number<uint64_t> seed = 0;  ///< of the masks: with a step's number it determines them
        bool repeat = false;              ///< the first step's masks in every step
    };

    /// Named settings for a trainer.
    template <class... Numbers>
    static constexpr auto keep(Numbers... values) {
        return detail::name_setting<dropout, 0>(
            [values...](auto& to) { detail::set_layers(to.keep, values...); });
    }
    template <class Whole>
    static constexpr auto seed(Whole value) {
        return detail::name_setting<dropout, 1>(
            [value](auto& to) { detail::set_whole(to.seed, value); });
    }
    static constexpr auto repeat(bool value) {
        return detail::name_setting<dropout, 2>([value](auto& to) { to.repeat = value; });
    }

    template <class Network, uint32_t Batch>
    static layer_hooks<typename Network::value_type> mask(const settings<Network>& settings,
                                                          uint32_t step, uint32_t samples,
                                                          dropout_memory<Network, Batch>& memory) {
        auto& drawn = masks_in(memory, settings.keep);
        draw_masks(drawn, settings.seed, settings.repeat ? 0 : step, samples);
        return masking_hooks(drawn);
    }
};

/// Like dropout, with NumPy's masks, for results that must agree with a NumPy program. Every step
/// has the same masks: the course (Ng, "Improving Deep Neural Networks", week 1) calls
/// `numpy.random.seed(1)` at the beginning of each forward pass. A mask depends on how many samples
/// there are.
struct numpy_dropout : detail::dropout_option {
    static constexpr type_name<numpy_dropout> name = "numpy_dropout";
    template <class Network>
    struct settings {
        /// In (0, 1], one for all hidden layers or each its own.
        keep_probabilities<Network> keep = typename Network::value_type(0.5);
        whole_number<uint32_t> seed = 1;  ///< of np.random.seed, before each step
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
    static layer_hooks<typename Network::value_type> mask(const settings<Network>& settings,
                                                          uint32_t /*step*/, uint32_t samples,
                                                          dropout_memory<Network, Batch>& memory) {
        auto& drawn = masks_in(memory, settings.keep);
        draw_numpy_masks(drawn, settings.seed, samples);
        return masking_hooks(drawn);
    }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
