// SPDX-License-Identifier: MIT
// trainer: training steps and epochs, the typed shell over backpropagation.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/integer_list.hpp"
#include "picomlp/trainer/gather.hpp"
#include "picomlp/trainer/trainer_step.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Trains a Network to a Loss by an Optimizer, up to Batch::size samples a step, with Options such
/// as l2, dropout or frozen<1>. An object is all the memory that training takes besides the
/// parameters and the data; sizeof is its size (training_ram_bytes). It holds no copy of the
/// parameters: every call takes them.
///
///     trainer<net, binary_cross_entropy, gradient_descent, batch<300>> t;
///     const auto result = t.step(w, x, y);
///
///     using regularized = trainer<net, binary_cross_entropy, adam, batch<300>, l2, dropout>;
///     regularized t{adam::learning_rate(0.001F), l2::lambda(0.7F), dropout::keep(0.86F)};
template <class GivenNetwork, class GivenLoss, class GivenOptimizer, class GivenBatch,
          class... Options>
class trainer : detail::step_of<GivenNetwork, GivenLoss, GivenOptimizer, GivenBatch, Options...> {
    using base = detail::step_of<GivenNetwork, GivenLoss, GivenOptimizer, GivenBatch, Options...>;
    using roles = detail::trainer_roles<GivenNetwork, GivenLoss, GivenOptimizer, GivenBatch>;
    using Network = typename roles::network;
    using Optimizer = typename roles::optimizer;
    using Batch = typename roles::batch_type;
    using T = typename Network::value_type;
    using options = typename base::options;
    using base::settings_, base::state_, base::gradient_;
    static_assert(roles::fit,
                  "picomlp: a trainer is told network, loss, optimizer, batch, options, in this "
                  "order: trainer<net, binary_cross_entropy, adam, batch<32>, l2>");
    static_assert((detail::is_option<Options> && ...),
                  "picomlp: this is no option of a trainer; a schedule is named as "
                  "scheduled<step_decay>");
    static_assert(Batch::size >= 1, "picomlp: a batch holds at least one sample");
    static_assert(detail::all_different<Options...>,
                  "picomlp: a trainer's options are named once each");
    static_assert(options::mask_count <= 1, "picomlp: a trainer takes one kind of dropout");
    static_assert(options::simulation_count <= 1,
                  "picomlp: a trainer takes one option that simulates");
    static_assert(options::list_count <= 1, "picomlp: a trainer takes one list of sample weights");
    static_assert(!options::needs_classes || base::tables::classifies,
                  "picomlp: class_weights is for targets that stand for classes: with a "
                  "cross-entropy, or sigmoid or softmax as the last layer's activation; "
                  "sample_weights is for all");
    static char binds(parameters_of<Network>&);
    static int binds(...);
    template <class Given>
    static constexpr bool is_parameters =
        sizeof(binds(static_cast<Given&&>(detail::nothing_of<Given>()))) == sizeof(char);
    template <class... Given>
    static constexpr bool ends_in_buffer =
        detail::same_type<typename detail::last_of<void, Given...>::type,
                          mini_batch<Network, Batch::size>&>;

  public:
    using network = Network;
    using loss = typename roles::loss;
    using value_type = T;
    using base::batch_size, base::capacity, base::trained_count, base::layers;
    using typename base::optimizer_settings, typename base::gradient_type,
        typename base::state_type;
    /// The settings of one of its options.
    template <class Option>
    using settings_of = typename Option::template settings<Network>;

    /// A trainer with default settings.
    trainer() = default;
    /// Named settings of the optimizer, options and schedules, in any order:
    /// adam::learning_rate(0.01F), l2::lambda(0.7F). A struct such as adam::settings<float> sets
    /// all settings of its owner at once; named settings take precedence over it, in any order. The
    /// others have their defaults.
    template <class First, class... More>
    explicit trainer(const First& first, const More&... more) : trainer() {
        set(first, more...);
    }
    /// Only for its error message: numbers without a name.
    explicit trainer(detail::unnamed_numbers<T>, detail::unnamed_numbers<T> = {},
                     detail::unnamed_numbers<T> = {}, detail::unnamed_numbers<T> = {}) {
        detail::refuse_unnamed<T>();
    }

    /// Changes the named settings, as the constructor does; the others stay.
    template <class... Settings>
    void set(const Settings&... named) {
        constexpr bool once = ((detail::is_named_setting<Settings> || detail::is_number<Settings> ||
                                detail::times_named<Settings, Settings...> == 1) &&
                               ...);
        static_assert(once && detail::all_named_once<Settings...>,
                      "picomlp: each setting is named once");
        (set_one<false>(named), ...);
        (set_one<true>(named), ...);
    }
    /// Only for its error message.
    void set(detail::unnamed_numbers<T>) { detail::refuse_unnamed<T>(); }
    /// The optimizer's settings.
    const optimizer_settings& settings() const { return settings_; }
    /// The settings of an option, or of the optimizer by its name.
    template <class Option>
    const auto& settings() const {
        if constexpr (detail::same_type<Option, Optimizer>) {
            return settings_;
        } else {
            return options::template settings<Option>();
        }
    }

    /// One step of the optimizer on the samples of x (inputs x samples) with targets y (outputs x
    /// samples): arrays T[inputs][samples], sample_views and everything else that predict() takes,
    /// or T[inputs] and T[outputs], T* for a single sample. A trainer for batch<1> takes either
    /// order; others need a `buffer` for samples x features, see below. x and y must hold the same
    /// number of samples (status::mismatched_samples), from 1 (no_samples) to batch_size
    /// (too_many_samples), all finite (not_finite_input) and allowed by the loss
    /// (label_out_of_range); settings out of range are bad_argument. status::diverged when the cost
    /// or a new parameter would not be finite. Unless ok, w and state() are unchanged.
    ///
    /// Order of a step: cost and gradient, with dropout and weights; penalties; clipping; the
    /// schedule's learning rate; the optimizer's update, with weight decay; constraints.
    template <class XSamples, class YSamples>
    step_result<T> step(parameters_of<Network>& w, const XSamples& x, const YSamples& y) {
        const status checked = Optimizer::check(settings_);
        if (checked != status::ok) return {T(0), checked};
        T cost;
        if (base::step_directly(settings_.learning_rate, w, x, y, &cost)) {
            ++state_.steps;
            return {cost, status::ok};
        }
        step_result<T> result = compute_gradient(w, x, y);
        if (!result.ok()) return result;
        options::clip(trained_count, gradient_->values);
        optimizer_settings now = settings_;
        now.learning_rate = options::learning_rate(state_.steps, settings_.learning_rate);
        result.status = base::update(now, w);
        if (!result.ok()) return result;
        options::constrain_weights(layers(), w.values);
        if constexpr (options::simulates) base::move_observed();
        ++state_.steps;
        return result;
    }

    /// The same for samples in either order, which are first copied to `buffer`; the bits are the
    /// same.
    template <class XSamples, class YSamples>
    step_result<T> step(parameters_of<Network>& w, const XSamples& x, const YSamples& y,
                        mini_batch<Network, batch_size>& buffer) {
        const auto loaded = buffer.load(x, y);
        if (!loaded.ok()) return {T(0), loaded.status};
        return step(w, loaded.features, loaded.targets);
    }

    /// The first half of step(): the mean cost with its penalties, and its gradient in gradient().
    /// Dropout's masks are those of the next step, also when called repeatedly.
    template <class XSamples, class YSamples>
    step_result<T> compute_gradient(const parameters_of<Network>& w, const XSamples& x,
                                    const YSamples& y) {
        base::complete_gradient();
        return base::compute(w, x, y, gradient_->values);
    }

    /// The same for samples in any order, of which `buffer` takes a copy in the kernels' own.
    template <class XSamples, class YSamples>
    step_result<T> compute_gradient(const parameters_of<Network>& w, const XSamples& x,
                                    const YSamples& y, mini_batch<Network, batch_size>& buffer) {
        const auto loaded = buffer.load(x, y);
        if (!loaded.ok()) return {T(0), loaded.status};
        return compute_gradient(w, loaded.features, loaded.targets);
    }

    /// The cost alone, with the bits of compute_gradient().
    template <class XSamples, class YSamples>
    step_result<T> compute_cost(const parameters_of<Network>& w, const XSamples& x,
                                const YSamples& y) {
        if constexpr (base::steps_on_batches) base::complete_gradient();
        return base::compute(w, x, y, nullptr);
    }

    /// The same for samples in any order, likewise.
    template <class XSamples, class YSamples>
    step_result<T> compute_cost(const parameters_of<Network>& w, const XSamples& x,
                                const YSamples& y, mini_batch<Network, batch_size>& buffer) {
        const auto loaded = buffer.load(x, y);
        if (!loaded.ok()) return {T(0), loaded.status};
        return compute_cost(w, loaded.features, loaded.targets);
    }

    /// The gradient (after clipping) of the last step() or compute_gradient() that did not refuse
    /// its samples. Without frozen layers its type is that of the parameters. After steps of
    /// gradient descent it may be this call that computes the gradient, so a reference from before
    /// the step does not show it.
    const gradient_type& gradient() const {
        base::complete_gradient();
        return *gradient_;
    }

    /// The state on which the next step depends, besides settings and parameters.
    const state_type& state() const { return state_; }
    /// Restores the state() of a trainer of the same type and settings.
    void restore(const state_type& saved) { state_ = saved; }
    /// Discards all steps; the optimizer starts anew.
    void restart() {
        state_.steps = 0;
        if constexpr (options::simulates) state_.observed.steps = 0;
    }

    /// One pass over the `count` samples of x and y that `order` lists (shuffle() makes one), in
    /// that order, in mini-batches of batch_size; the last one may be smaller. x and y may hold any
    /// number of samples, in either order. Each batch is copied to `buffer`. Index is any integer
    /// type. An index that is negative or not below samples() is status::bad_argument before any
    /// step, a count of 0 no_samples. The first step that is not ok ends the epoch; its result is
    /// returned, and w is as the step before left it. Otherwise the cost is the mean over the
    /// samples, each batch's before its own step.
    template <class XSamples, class YSamples, class Index>
    step_result<T> epoch(parameters_of<Network>& w, const XSamples& x, const YSamples& y,
                         const Index* order, uint32_t count,
                         mini_batch<Network, batch_size>& buffer) {
        const auto from = detail::features_of<Network>(x);
        const auto to = detail::targets_of<Network>(y);
        const status match = detail::matched(from, to);
        if (match != status::ok) return {T(0), match};
        if (count == 0) return {T(0), status::no_samples};
        if (!detail::all_below(from.view.samples(), order, count))
            return {T(0), status::bad_argument};
        if constexpr (options::weighs) {
            const status checked = options::check_weights(from.view.samples());
            if (checked != status::ok) return {T(0), checked};
        }
        running_mean<T> mean;
        for (uint32_t begin = 0; begin < count; begin += batch_size) {
            const uint32_t left = count - begin;
            const uint32_t taken = left < batch_size ? left : batch_size;
            const auto features = buffer.features(taken);
            const auto targets = buffer.targets(taken);
            detail::gather_samples(from.view, order + begin, taken, features);
            detail::gather_samples(to.view, order + begin, taken, targets);
            if constexpr (options::weighs) options::gather_weights(order + begin, taken);
            const step_result<T> result = step(w, features, targets);
            if constexpr (options::weighs) options::release_weights();
            if (!result.ok()) return result;
            mean.add(result.cost, taken);
        }
        return {mean.value(), status::ok};
    }

    /// The same for an `order` with data() and size(), such as std::vector<int>.
    template <class XSamples, class YSamples, class Order>
    step_result<T> epoch(parameters_of<Network>& w, const XSamples& x, const YSamples& y,
                         const Order& order, mini_batch<Network, batch_size>& buffer) {
        using list = decltype(detail::list_of(order));
        static_assert(list::valid, "picomlp: an order lists indices: integers");
        if constexpr (list::valid) {
            const list listed = detail::list_of(order);
            const auto count = static_cast<uint32_t>(listed.count);
            if (count != listed.count) return {T(0), status::bad_argument};
            return epoch(w, x, y, listed.first, count, buffer);
        }
        return {T(0), status::bad_argument};
    }
    /// The same over all samples of x and y: `order` lists samples() indices. status::bad_argument
    /// when Index is too small for them, or the array too short.
    template <class XSamples, class YSamples, class Index>
    step_result<T> epoch(parameters_of<Network>& w, const XSamples& x, const YSamples& y,
                         Index* const& order, mini_batch<Network, batch_size>& buffer) {
        const uint32_t samples = detail::features_of<Network>(x).view.samples();
        if (!detail::can_count_to<typename detail::plain_type<Index>::type>(samples))
            return {T(0), status::bad_argument};
        return epoch(w, x, y, order, samples, buffer);
    }
    /// @copydoc epoch
    template <class XSamples, class YSamples, class Index, size_t Count>
    step_result<T> epoch(parameters_of<Network>& w, const XSamples& x, const YSamples& y,
                         const Index (&order)[Count], mini_batch<Network, batch_size>& buffer) {
        if (Count < detail::features_of<Network>(x).view.samples())
            return {T(0), status::bad_argument};
        return epoch(w, x, y, +order, buffer);
    }

    /// Only for its error message: parameters that are constant, belong to another network, or are
    /// in another place.
    template <class Parameters, class... Any,
              class = detail::enable_unless<is_parameters<Parameters>>>
    step_result<T> step(Parameters&&, Any&&...) {
        static_assert(
            is_parameters<Parameters>,
            "picomlp: a step takes parameters of the trainer's network, not const, then x "
            "and y: t.step(w, x, y)");
        return {T(0), status::bad_argument};
    }
    /// Only for its error message: such parameters, or a buffer of another type.
    template <class Parameters, class... Any,
              class = detail::enable_unless<is_parameters<Parameters> && ends_in_buffer<Any...>>>
    step_result<T> epoch(Parameters&&, Any&&...) {
        static_assert(
            is_parameters<Parameters>,
            "picomlp: an epoch takes parameters of the trainer's network, not const, then "
            "x, y, an order and a buffer: t.epoch(w, x, y, order, buffer)");
        static_assert(!is_parameters<Parameters> || ends_in_buffer<Any...>,
                      "picomlp: an epoch's buffer is a mini_batch of the trainer's network and "
                      "batch size: mini_batch<net, 32>");
        return {T(0), status::bad_argument};
    }

  private:
    /// Settings that come as a struct are applied before named ones.
    template <bool Named, class Setting>
    void set_one([[maybe_unused]] const Setting& given) {
        if constexpr (detail::is_number<Setting>) {
            if constexpr (!Named) detail::refuse_unnamed<Setting>();
        } else if constexpr (detail::is_named_setting<Setting> == Named) {
            constexpr bool here = options::template takes<Setting> ||
                                  detail::takes_setting<Optimizer, optimizer_settings, Setting>;
            static_assert(here || !Named,
                          "picomlp: this setting belongs to an optimizer or an option that the "
                          "trainer does not have");
            static_assert(here || Named,
                          "picomlp: a trainer takes settings by name, as in "
                          "adam::learning_rate(0.01F), or all those of its optimizer or of an "
                          "option that it has, in the network's value_type");
            if (!detail::apply_setting<Optimizer>(settings_, given)) options::set(given);
        }
    }
};

/// RAM of training besides parameters and data.
template <class Trainer>
inline constexpr size_t training_ram_bytes = sizeof(Trainer);

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
