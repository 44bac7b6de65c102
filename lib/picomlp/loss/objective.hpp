// A loss and the last activation as a table of constants, for compiled code that does not know
// their types.
#pragma once

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The part of a loss that the compiled cores of training and evaluation use.
template <class T>
struct objective {
    loss_check<T> check;
    loss_evaluation<T> evaluate;
    bool takes_logits;  ///< evaluate takes the last layer's z, not its a
};

namespace detail {

/// A Loss behind a network's last activation, as constants in flash.
template <class T, class Loss, class LastActivation>
struct objective_of {
    static constexpr bool takes_logits = !same_type<typename Loss::activation, void>;
    /// Whether outputs stand for classes.
    static constexpr bool classifies = takes_logits || gives_probabilities<LastActivation>;
    static_assert(
        !takes_logits || same_type<typename Loss::activation, LastActivation>,
        "picomlp: a cross-entropy is computed from logits: give the last layer sigmoid for "
        "binary_cross_entropy, softmax for softmax_cross_entropy");
    static constexpr objective<T> loss = {Loss::template check<T>, Loss::template evaluate<T>,
                                          takes_logits};
};

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
