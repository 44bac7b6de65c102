// SPDX-License-Identifier: MIT
// A trainer's arguments, what it computes in a step, and the memory that it takes.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/row_spacing.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/optimizer/gradient_descent.hpp"
#include "picomlp/trainer/trained_part.hpp"
#include "picomlp/trainer/trainer_options.hpp"
#include "picomlp/trainer/training_tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The largest number of samples in a trainer's step, 1 or more.
template <uint32_t Samples>
struct batch {
    static constexpr uint32_t size = Samples;
};

/// The result of a step or an epoch.
template <class T>
struct [[nodiscard]] step_result {
    T cost;  ///< mean cost of the samples before the step; 0 when the call was refused
    picomlp::status status;  ///< when not ok, the step changed no parameter

    bool ok() const { return status == picomlp::status::ok; }
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

/// A trainer's arguments, or placeholders when one of them is wrong. The trainer has a
/// static_assert for that; the placeholders keep its message the only one.
template <class Network, class Loss, class Optimizer, class Batch>
struct trainer_roles {
    static constexpr bool fit =
        is_network<Network> && is_loss<Loss> && is_optimizer<Optimizer> && is_batch<Batch>;
    using network = either<fit, Network, basic_network<float, input<1>, dense<1, identity>>>;
    using loss = either<fit, Loss, mean_squared_error>;
    using optimizer = either<fit, Optimizer, gradient_descent>;
    using batch_type = either<fit, Batch, batch<1>>;
};

/// What a trainer keeps of its last two steps where they store no gradient: a step that is refused
/// must leave the one before. Kept is the count of what the layers store. A step on a few samples
/// has a place for each, 2 or more.
template <class T, uint32_t Inputs, uint32_t Kept, uint32_t Outputs, uint32_t Places>
struct sample_step_memory {
    T values[Places][size_t{Inputs} + Kept];
    T deltas[Places][Outputs];
    uint8_t last;  ///< the place of the last step that was made
    bool pending;  ///< its gradient has not been computed
};
struct no_step_memory {};

/// What a trainer keeps of its last step on a batch where that stored no gradient.
template <class T, uint32_t Inputs, uint32_t Stride, size_t Alignment>
struct kept_batch {
    alignas(Alignment) T x[size_t{Inputs} * Stride];
    uint32_t samples;  ///< 0 once its gradient has been computed
};

/// A trainer's state, with that of an option that simulates.
template <class State, class Observed>
struct choose_state {
    using type = observing_state<State, Observed>;
};
template <class State>
struct choose_state<State, void> {
    using type = State;
};

/// The base of a trainer: Roles is its trainer_roles, Options its trainer_options.
template <class Roles, class Options>
struct training_step : Options {
    using Network = typename Roles::network;
    using Optimizer = typename Roles::optimizer;
    using T = typename Network::value_type;
    using part = trained_part<Network, Options>;
    using options = Options;
    using tables =
        training_tables<Network, typename Roles::loss, Options::masks, Options::simulates>;
    using optimizer_settings = typename Optimizer::template settings<T>;
    using gradient_type = detail::gradient_type<part>;
    using own_state = training_state<T, part::count, Optimizer::state_arrays>;
    using state_type = typename choose_state<own_state, typename Options::observed_state>::type;

    static constexpr uint32_t batch_size = Roles::batch_type::size;
    /// Samples whose activations are stored at a time; a larger batch is taken in chunks of this
    /// size.
    static constexpr uint32_t capacity =
        batch_size < summation_order::chunk_samples ? batch_size : summation_order::chunk_samples;
    /// Number of parameters that a step changes: all except those of frozen layers.
    static constexpr size_t trained_count = part::count;

    /// The layers of the network, and which of them are trained.
    static trained_layers<T> layers() { return {Network::table(), part::flags.layer}; }

    /// Without hooks and frozen layers.
    static constexpr bool plain =
        !Options::masks && !Options::weighs && !Options::simulates && part::whole;

    /// Whether steps on a single sample, also those of a trainer for many, store no gradient. Then
    /// gradient() computes it.
    static constexpr bool steps_on_samples =
        kernels::has_sample_steps && !Options::any && same_type<Optimizer, gradient_descent>;

    static constexpr uint32_t most_few = tables::widest() < 16 ? 3 : 4;

    /// Whether steps on a batch store none. It takes memory, and pays where parameters and gradient
    /// do not fit into a first-level cache together.
    static constexpr bool steps_on_batches = kernels::has_sample_steps && capacity > 1 &&
                                             !Options::any && Network::parameter_count >= 32768 &&
                                             same_type<Optimizer, gradient_descent>;

    /// The samples of a batch that are taken one by one, at most; fewer than 2 for no such batch. A
    /// step on so few, of a network that has its parameters and gradient in a first-level cache,
    /// takes less time than one that lays samples along vectors.
    static constexpr uint32_t few_samples =
        steps_on_samples && !steps_on_batches ? (capacity < most_few ? capacity : most_few) : 1;

    training_step() : settings_{}, state_{} {
        if constexpr (steps_on_batches) kept_batch_->samples = 0;
        if constexpr (steps_on_samples) {
            step_memory_->last = 0;
            step_memory_->pending = false;
        }
    }

    /// A step by sample_step(), if x and y are one sample.
    template <class XSamples, class YSamples>
    bool step_on_sample(T learning_rate, parameters_of<Network>& w, const XSamples& x,
                        const YSamples& y, T* cost) {
        const auto from = features_of<Network>(x);
        const auto to = targets_of<Network>(y);
        if (matched(from, to) != status::ok || from.view.samples() != 1) return false;
        const strided_rows<const T> x_rows = one_in_rows(from.view);
        const strided_rows<const T> y_rows = one_in_rows(to.view);
        step_memory_type& memory = *step_memory_;
        const uint8_t place = memory.pending ? memory.last ^ 1 : memory.last;
        const T* features = x_rows.first;
        const T* targets = y_rows.first;
        // Of a sample in rows for many, the features lie apart.
        if (Network::outputs > 1 && y_rows.stride != 1) {
            if (Network::outputs > capacity) return false;
            for (uint32_t o = 0; o < Network::outputs; ++o) sample_costs_[o] = *y_rows[o];
            targets = sample_costs_;
        }
        if (Network::inputs > 1 && x_rows.stride != 1) {
            T* const gathered = memory.values[place];
            for (uint32_t i = 0; i < Network::inputs; ++i) gathered[i] = *x_rows[i];
            features = gathered;
        }
        const bool done =
            sample_step<T>(tables::step_table, learning_rate, features, targets,
                           memory.values[place], memory.deltas[place], w.values, cost);
        if (done) {
            memory.last = place;
            memory.pending = true;
            if constexpr (steps_on_batches) kept_batch_->samples = 0;
        }
        return done;
    }

    /// A step by step(samples, x rows, y rows), on 2 to `most` samples in the kernels' order. Of a
    /// single sample that was refused as such the other steps tell why.
    template <class XSamples, class YSamples, class Step>
    bool step_on_rows(const XSamples& x, const YSamples& y, uint32_t most, Step step) {
        const auto from = features_of<Network>(x);
        const auto to = targets_of<Network>(y);
        if constexpr (in_kernel_order<decltype(from)> && in_kernel_order<decltype(to)>) {
            const uint32_t samples = from.view.samples();
            if (matched(from, to) != status::ok || samples < 2 || samples > most) return false;
            if (step_memory_->pending) complete_gradient();
            return step(samples, one_in_rows(from.view), one_in_rows(to.view));
        }
        return false;
    }

    /// A step by batch_step().
    template <class XSamples, class YSamples>
    bool step_on_batch(T learning_rate, parameters_of<Network>& w, const XSamples& x,
                       const YSamples& y, T* cost) {
        using rows = strided_rows<const T>;
        return step_on_rows(x, y, capacity, [&](uint32_t samples, rows x_rows, rows y_rows) {
            return batch_step<T>(tables::table(), learning_rate, samples, x_rows, y_rows,
                                 kept_memory(), gradient_->values, w.values, cost,
                                 &kept_batch_->samples);
        });
    }

    /// A step by few_samples_step().
    template <class XSamples, class YSamples>
    bool step_on_few(T learning_rate, parameters_of<Network>& w, const XSamples& x,
                     const YSamples& y, T* cost) {
        using rows = strided_rows<const T>;
        return step_on_rows(x, y, few_samples, [&](uint32_t samples, rows x_rows, rows y_rows) {
            step_memory_type& memory = *step_memory_;
            const few_samples_memory<T> work{
                {memory.values[0], sizeof memory.values[0] / sizeof(T)},
                {memory.deltas[0], sizeof memory.deltas[0] / sizeof(T)},
                sample_costs_,
                delta_};
            return few_samples_step<T>(tables::step_table, tables::loss, learning_rate, samples,
                                       x_rows, y_rows, work, gradient_->values, w.values, cost);
        });
    }

    /// A step whose gradient needs no update, where there is one for so many samples.
    template <class XSamples, class YSamples>
    bool step_directly(T learning_rate, parameters_of<Network>& w, const XSamples& x,
                       const YSamples& y, T* cost) {
        if constexpr (steps_on_samples) {
            if (step_on_sample(learning_rate, w, x, y, cost)) return true;
        }
        if constexpr (few_samples > 1) {
            if (step_on_few(learning_rate, w, x, y, cost)) return true;
        }
        if constexpr (steps_on_batches) {
            if (step_on_batch(learning_rate, w, x, y, cost)) return true;
        }
        return false;
    }

    batch_step_memory<T> kept_memory() const {
        return {{activations_, delta_, sample_costs_, capacity, stride, tables::widest()},
                kept_batch_->x};
    }

    /// Computes the gradient of the last step if it is not yet stored.
    void complete_gradient() const {
        if constexpr (steps_on_batches) {
            const uint32_t samples = kept_batch_->samples;
            if (samples > 0) {
                batch_step_gradient<T>(tables::table(), samples, kept_memory(), gradient_->values);
                kept_batch_->samples = 0;
            }
        }
        if constexpr (steps_on_samples) {
            step_memory_type& memory = *step_memory_;
            if (!memory.pending) return;
            sample_step_gradient<T>(tables::step_table, memory.values[memory.last],
                                    memory.deltas[memory.last], gradient_->values);
            memory.pending = false;
        }
    }

    /// Cost and gradient; without a place for a gradient the cost alone.
    template <class XSamples, class YSamples>
    step_result<T> compute(const parameters_of<Network>& w, const XSamples& x, const YSamples& y,
                           T* gradient) {
        const auto from = features_of<Network>(x);
        const auto to = targets_of<Network>(y);
        using x_view = decltype(from);
        using y_view = decltype(to);
        static_assert(batch_size == 1 || (in_kernel_order<x_view> && in_kernel_order<y_view>),
                      "picomlp: step needs a mini_batch to turn samples x features round: "
                      "step(w, x, y, buffer); fit and epoch have one");
        const status match = matched(from, to);
        if (match != status::ok) return {T(0), match};
        const uint32_t samples = from.view.samples();
        if (samples > batch_size) return {T(0), status::too_many_samples};
        const status checked = Options::check();
        if (checked != status::ok) return {T(0), checked};

        step_result<T> result{T(0), status::ok};
        const training_workspace<T> workspace{activations_, delta_, sample_costs_,
                                              capacity,     stride, tables::widest()};
        const strided_rows<const T> x_rows = one_in_rows(from.view);
        const strided_rows<const T> y_rows = one_in_rows(to.view);
        if constexpr (plain && capacity == 1 && is_sample_by_sample<x_view> &&
                      is_sample_by_sample<y_view>) {
            if (samples == 0) return {T(0), status::no_samples};
            if (gradient) {
                T cost = T(0);
                result.status = sample_cost_and_gradient<T>(tables::sample_table, w.values,
                                                            from.view.data(), to.view.data(),
                                                            activations_, delta_, &cost, gradient);
                result.cost = cost;
            }
        } else if constexpr (plain) {
            bool single = false;
            if constexpr (kernels::has_sample_steps) {
                single = gradient && samples == 1 && x_rows.stride == 1 && y_rows.stride == 1;
                if (single) {
                    result.status = sample_cost_and_gradient<T>(
                        tables::sample_table, w.values, x_rows.first, y_rows.first, activations_,
                        delta_, &result.cost, gradient);
                }
            }
            if (gradient && !single) {
                result.status = cost_and_gradient<T>(tables::table(), w.values, samples, x_rows,
                                                     y_rows, workspace, &result.cost, gradient);
            }
        }
        if (!plain || !gradient) {
            layer_hooks<T> hooks = Options::mask(state_.steps, samples);
            if constexpr (Options::weighs) {
                const status weighed = Options::weigh(Network::outputs, samples, y_rows);
                if (weighed != status::ok) return {T(0), weighed};
                Options::add_weights_to(hooks);
            }
            if (!gradient) hooks.activation_gradients = nullptr;  // no backward pass
            if constexpr (Options::simulates) {
                result.status = compute_simulated(w, hooks, samples, x_rows, y_rows, workspace,
                                                  &result.cost, gradient);
            } else {
                result.status = cost_and_gradient<T>(tables::table(), hooks, part::flags.layer,
                                                     w.values, samples, x_rows, y_rows, workspace,
                                                     &result.cost, gradient);
            }
        }
        if constexpr (Options::any) {
            if (!result.ok()) return result;
            Options::penalize(layers(), samples, w.values, &result.cost, gradient);
            if (!is_finite(result.cost)) result.status = status::diverged;
        }
        return result;
    }

    /// Cost and gradient of the network that the option simulates.
    status compute_simulated(const parameters_of<Network>& w, const layer_hooks<T>& hooks,
                             uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
                             const training_workspace<T>& workspace, T* cost, T* gradient) {
        status found = status::ok;
        Options::for_simulation([&](const auto& settings, auto& own) {
            const auto& observed = state_.observed;
            const bool ready = observed.steps > 0 && state_.steps >= settings.delay;
            found = simulated_cost_and_gradient(
                tables::table(), hooks, part::flags.layer,
                own.refer_to(w, ready ? observed.ranges : nullptr, observed.steps), w.values,
                samples, x, y, workspace, cost, gradient);
        });
        return found;
    }
    /// Takes over the ranges of a step that has succeeded.
    void move_observed() {
        Options::for_simulation([&](const auto& settings, auto& own) {
            own.move_ranges(settings.rate, state_.observed);
        });
    }

    status update(const optimizer_settings& now, parameters_of<Network>& w) {
        constexpr bool uniform = part::whole && !Options::decays && !Optimizer::decays;
        if constexpr (uniform && Optimizer::state_arrays == 0) {
            return Optimizer::update(now, part::count, gradient_->values, w.values);
        } else if constexpr (uniform) {
            const parameter_run<T> whole{
                w.values, gradient_->values, state_.values(), part::count, T(1), true};
            return Optimizer::update(now, update_request<T>{&whole, 1, part::count, state_.steps});
        } else {
            return update_layers(now, w);
        }
    }

    /// Updates each trained layer's weights and biases; biases are not decayed.
    status update_layers(const optimizer_settings& now, parameters_of<Network>& w) {
        parameter_run<T> parts[2 * Network::layer_count];
        uint32_t count = 0;
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            if (!part::flags.layer[l]) continue;
            const dense_shape shape = Network::shape_of(l + 1);
            const size_t weights = weight_count_of(shape);
            const size_t first = part::offset(l + 1);
            T* const parameters = w.values + Network::layer_offset(l + 1);
            T* const state = Optimizer::state_arrays == 0 ? nullptr : state_.values() + first;
            const T decay = Options::decay_factor(l, now.learning_rate);
            parts[count++] = {parameters, gradient_->values + first, state, weights, decay, true};
            parts[count++] = {parameters + weights,
                              gradient_->values + first + weights,
                              state ? state + weights : nullptr,
                              shape.outputs,
                              T(1),
                              false};
        }
        return Optimizer::update(now, update_request<T>{parts, count, part::count, state_.steps});
    }

    optimizer_settings settings_;
    state_type state_;
    // Arrays, here and below, so that gcc's -Weffc++ does not ask for initial values.
    mutable gradient_type gradient_[1];
    static constexpr uint32_t stride = row_spacing<T>(capacity);
    static constexpr size_t alignment = row_alignment<T>(capacity);
    using step_memory_type = either<
        steps_on_samples,
        sample_step_memory<T, Network::inputs, tables::kept(), tables::outputs_of_all_layers(),
                           (few_samples > 2 ? few_samples : 2)>,
        no_step_memory>;
    using kept_batch_type =
        either<steps_on_batches, kept_batch<T, Network::inputs, stride, alignment>, no_step_memory>;
    static constexpr uint32_t delta_rows() {
        constexpr uint32_t in_turns = 2 * tables::widest();
        constexpr uint32_t all = steps_on_batches ? tables::outputs_of_all_layers() : 0;
        return in_turns < all ? all : in_turns;
    }
    // Mutable like the gradient, which is completed from them.
    alignas(alignment) mutable T activations_[size_t{tables::kept()} * stride];
    alignas(alignment) mutable T delta_[size_t{delta_rows()} * stride];
    mutable T sample_costs_[capacity];
    mutable step_memory_type step_memory_[1];
    mutable kept_batch_type kept_batch_[1];
};

template <class Network, class Loss, class Optimizer, class Batch, class... Options>
using step_of =
    training_step<trainer_roles<Network, Loss, Optimizer, Batch>,
                  unique_options<typename trainer_roles<Network, Loss, Optimizer, Batch>::network,
                                 trainer_roles<Network, Loss, Optimizer, Batch>::batch_type::size,
                                 option_role<Options>...>>;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
