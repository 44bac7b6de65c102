// Checks of a trainer's template arguments.
#pragma once

#include <stdint.h>

#include "picomlp/network/network.hpp"
#include "picomlp/optimizer/gradient_descent.hpp"
#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The largest number of samples in a trainer's step, 1 or more.
template <uint32_t Samples>
struct batch {
    static constexpr uint32_t size = Samples;
};

namespace detail {

template <class Candidate>
inline constexpr bool is_network = false;
template <class T, class Input, class... Layers>
inline constexpr bool is_network<basic_network<T, Input, Layers...>> = true;

template <class Candidate>
inline constexpr bool is_batch = false;
template <uint32_t Samples>
inline constexpr bool is_batch<batch<Samples>> = true;

template <class Candidate, class = void>
inline constexpr bool is_loss = false;
template <class Candidate>
inline constexpr bool is_loss<Candidate, decltype(void(Candidate::template evaluate<float>))> =
    true;

template <class Candidate, class = void>
inline constexpr bool is_optimizer = false;
template <class Candidate>
inline constexpr bool is_optimizer<Candidate, decltype(void(Candidate::state_arrays))> = true;

template <class Candidate, class = void>
inline constexpr bool is_option = false;
template <class Candidate>
inline constexpr bool is_option<Candidate, decltype(void(Candidate::freezes(1)))> = true;

/// Placeholder where the loss is missing.
struct no_loss {
    using activation = void;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples, strided_rows<const T> y) noexcept;
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> prediction,
                         strided_rows<const T> y, T scale, strided_rows<T> delta, T* cost) noexcept;
};

/// A trainer's arguments, or placeholders when one of them is wrong. The trainer has a
/// static_assert for that; the placeholders keep its message the only one.
template <bool Fit, class Network, class Loss, class Optimizer, class Batch>
struct trainer_roles {
    using network = Network;
    using loss = Loss;
    using optimizer = Optimizer;
    using batch_type = Batch;
};
template <class Network, class Loss, class Optimizer, class Batch>
struct trainer_roles<false, Network, Loss, Optimizer, Batch> {
    using network = basic_network<float, input<1>, dense<1, identity>>;
    using loss = no_loss;
    using optimizer = gradient_descent;
    using batch_type = batch<1>;
};

template <class Network, class Loss, class Optimizer, class Batch>
inline constexpr bool roles_fit =
    is_network<Network>&& is_loss<Loss>&& is_optimizer<Optimizer>&& is_batch<Batch>;
template <class Network, class Loss, class Optimizer, class Batch>
using roles_of =
    trainer_roles<roles_fit<Network, Loss, Optimizer, Batch>, Network, Loss, Optimizer, Batch>;

/// The same for an option.
template <class Option, bool Fits = is_option<Option>>
struct option_role {
    using type = Option;
};
template <class Option>
struct option_role<Option, false> {
    using type = option;
};

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
