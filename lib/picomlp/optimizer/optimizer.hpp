// What an optimizer is to a trainer: a type with settings, a fixed amount of state, and one step.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// An optimizer `o` offers
//
//   static constexpr uint32_t state_arrays;
//     How many numbers it remembers for each parameter: 0 for plain gradient descent.
//   static constexpr bool decays;
//     Whether it treats weights and biases differently, so that a trainer has to give it runs that
//     tell them apart.
//   template <class T> struct settings;
//     What the user chooses, with defaults; `T learning_rate` is the first of them.
//   template <class T> static status check(const settings<T>&);
//     status::bad_argument for settings outside their range.
//   template <class T> static status update(const settings<T>&, const update_request<T>&);
//     One step; status::diverged, and nothing changed, neither parameters nor state, when one of
//     the results would not be finite or an element of the gradient is not. No runs, or empty ones,
//     are ok. The settings must have passed check(). Arrays of a request must not overlap.
//
// and, for trainings that are to be stored (base/type_name.hpp),
//
//   static constexpr type_name<o> name = "o";
//
// Plain gradient descent follows the rounding profile, see kernels/order.hpp. All other optimizers
// round every operation by itself in both profiles, in the order in which their formulas are
// written, from left to right.

/// Neighbouring parameters that a step treats alike.
template <class T>
struct parameter_run {
    T* parameters;
    const T* gradient;
    T* state;      ///< the first of the optimizer's arrays for these; null when it has none
    size_t count;  ///< elements of parameters, of gradient, and of each array of the state
    T share;       ///< decoupled weight decay: parameters are multiplied by this first; 1 for none
    bool weights;  ///< false for biases, which nothing decays; true when they are not told apart
};

/// What one step works on.
template <class T>
struct update_request {
    const parameter_run<T>* runs;
    uint32_t run_count;
    size_t
        state_stride;  ///< from an element's number in one array of the state to that in the next
    uint32_t step;     ///< steps done before, from 0; at 0 the state holds nothing yet, read as 0
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
