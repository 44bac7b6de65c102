// SPDX-License-Identifier: MIT
// The interface of a loss: a type with two static routines, which may require a last activation;
// and a loss as constants, for compiled code that does not know its type.
#pragma once

#include <stdint.h>

#include "picomlp/activation/activation.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// A loss `f` offers
//
//   using activation = ...;
//     The last layer's activation when the loss is computed from the logits z. Such a loss is
//     finite for all finite logits, unless the true cost is beyond the range of T, or within
//     rounding errors of its end. `void` when the loss is computed from the outputs a of any
//     activation.
//   template <class T> static status check(uint32_t outputs, uint32_t samples,
//       strided_rows<const T> y)
//     status::ok when the loss is defined for every target.
//   template <class T> static void evaluate(uint32_t outputs, uint32_t samples,
//       strided_rows<const T> prediction, strided_rows<const T> y, T scale, strided_rows<T> delta,
//       T* cost)
//     cost[s] = the cost of sample s; delta = scale * the derivative of cost[s] with respect to
//     the prediction, which means z or a as above. prediction, y and delta are outputs x samples,
//     samples innermost. delta may be the same storage as prediction; any other overlap is not
//     allowed. delta.first may be null when only the cost is needed. Nothing but cost and the
//     elements of delta is written. Inputs that are not finite give costs that are not.
//
// and, for training on one sample at a time with less code, may offer
//
//   template <class T> static status evaluate_sample(uint32_t outputs, const T* prediction,
//       const T* y, T* delta, T* cost)
//     check and evaluate for one sample with a scale of 1, to the same bits. Unless ok, cost stays
//     unchanged.
//
// and, for trainings that are to be stored (base/type_name.hpp),
//
//   static constexpr type_name<f> name = "f";
//
// and, where it is not assumed,
//
//   static constexpr bool has_kinks = false;
//     The slope has no jumps, so the gradient check is more precise.
//
// The bits of a sample's cost and delta do not depend on the other samples. The cost of a batch is
// the sum of its samples' (summation_order::sum_accumulators) over their number, and scale is
// 1/samples.
//
// Bounds in the headers of this floor are for exact arguments, to first order, with n outputs;
// epsilon is the spacing of T at 1.

/// A loss's check(), for code that does not know its type.
template <class T>
using loss_check = status (*)(uint32_t outputs, uint32_t samples, strided_rows<const T> y);
/// Its evaluate().
template <class T>
using loss_evaluation = void (*)(uint32_t outputs, uint32_t samples,
                                 strided_rows<const T> prediction, strided_rows<const T> y, T scale,
                                 strided_rows<T> delta, T* cost);
/// Its evaluate_sample().
template <class T>
using sample_loss_evaluation = status (*)(uint32_t outputs, const T* prediction, const T* y,
                                          T* delta, T* cost);

/// What the compiled cores of training and evaluation use of a loss.
template <class T>
struct objective {
    loss_check<T> check;          ///< of the targets
    loss_evaluation<T> evaluate;  ///< costs and deltas
    bool takes_logits;            ///< evaluate takes the last layer's z, not its a
};

namespace detail {

/// A Loss's own evaluate_sample, or check and evaluate where it has none.
template <class T, class Loss, class = void>
struct sample_loss {
    static status evaluate(uint32_t outputs, const T* prediction, const T* y, T* delta, T* cost) {
        const status checked = Loss::template check<T>(outputs, 1, strided_rows<const T>{y, 1});
        if (checked != status::ok) return checked;
        Loss::template evaluate<T>(outputs, 1, strided_rows<const T>{prediction, 1},
                                   strided_rows<const T>{y, 1}, T(1), strided_rows<T>{delta, 1},
                                   cost);
        return status::ok;
    }
};
template <class T, class Loss>
struct sample_loss<T, Loss, decltype(void(Loss::template evaluate_sample<T>))> {
    static constexpr sample_loss_evaluation<T> evaluate = Loss::template evaluate_sample<T>;
};

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
