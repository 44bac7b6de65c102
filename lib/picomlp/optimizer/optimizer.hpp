// SPDX-License-Identifier: MIT
// The interface of an optimizer: a type with settings, a fixed amount of state, and an update step.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// An optimizer `o` offers
//
//   static constexpr uint32_t state_arrays;
//     Numbers of state for each parameter: 0 for plain gradient descent.
//   static constexpr bool decays;
//     Whether it treats weights and biases differently. A trainer then passes them as separate
//     runs.
//   template <class T> struct settings;
//     The user's settings, with defaults; `T learning_rate` is the first of them.
//   template <class T> static status check(const settings<T>&);
//     status::bad_argument for settings outside their range.
//   template <class T> static status update(const settings<T>&, const update_request<T>&);
//     One step. status::diverged when a result would not be finite or an element of the gradient is
//     not; then neither parameters nor state are changed. A request may have no runs, or empty
//     ones. The settings must have passed check(). Arrays of a request must not overlap.
//
// and, for trainings that are to be stored (base/type_name.hpp),
//
//   static constexpr type_name<o> name = "o";
//
// Plain gradient descent follows the rounding profile (kernels/order.hpp). All other optimizers
// round every operation by itself in both profiles, in the order of their formulas, from left to
// right.

/// Contiguous parameters that a step treats alike.
template <class T>
struct parameter_run {
    T* parameters;      ///< updated in place
    const T* gradient;  ///< of the cost with respect to each
    T* state;           ///< the first of the optimizer's arrays for these; null when it has none
    size_t count;       ///< elements of parameters, of gradient, and of each array of the state
    T decay_factor;     ///< of decoupled weight decay, multiplies the parameters first; 1 for none
    bool weights;       ///< false for biases, which are never decayed; true for a run of both
};

/// The arguments of one step.
template <class T>
struct update_request {
    const parameter_run<T>* runs;  ///< one after another; none overlaps
    uint32_t run_count;            ///< 0 for nothing to do
    size_t state_stride;  ///< distance of an element's entries in consecutive arrays of state
    uint32_t step;        ///< steps done before, from 0; at 0 the state is not read and counts as 0
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
