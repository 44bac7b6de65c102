// SPDX-License-Identifier: MIT
// Training a network whose shape is known at run time, in memory of the caller's.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/finite.hpp"
#include "picomlp/network/dynamic_network.hpp"
#include "picomlp/trainer/dynamic_batch.hpp"
#include "picomlp/trainer/dynamic_training.hpp"
#include "picomlp/trainer/trainer_options.hpp"
#include "picomlp/trainer/trainer_step.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// Whether a setting belongs to an optimizer of a list.
template <class T, class List, class Setting>
inline constexpr bool list_takes = false;
template <class T, class... Optimizers, class Setting>
inline constexpr bool list_takes<T, optimizer_list<Optimizers...>, Setting> =
    (takes_setting<Optimizers, typename Optimizers::template settings<T>, Setting> || ...);

}  // namespace detail

/// Trains networks of any shape with the bits of a trainer of the network's type. The lists say
/// what it can be opened with, and so what the program links:
///
///     using any_trainer = dynamic_trainer<activation_list<relu, softmax>,
///                                         loss_list<softmax_cross_entropy>,
///                                         optimizer_list<gradient_descent, adam>, dropout>;
///     const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<adam>(), 32};
///     any_trainer t{adam::learning_rate(0.01F), dropout::keep(0.9F)};
///     status opened = t.open(shape, how, memory);  // at least any_trainer::bytes(shape, how)
///     const auto result = t.step(w, x, y);
///
/// Options are a trainer's own (trainer/trainer.hpp), each at work in every training. Those with a
/// number for each layer hold 16 of them (option/dynamic_settings.hpp), and open() then takes no
/// more layers; class_weights holds 64. An object holds settings and refers to the memory. It holds
/// no copy of the parameters: every call takes them, in the order of parameters_of.
///
/// Calls before open() has returned ok are status::unusable_shape.
template <class T, class Activations, class Losses, class Optimizers, class... Options>
class basic_dynamic_trainer {
    using options = detail::trainer_options<dynamic_settings<T>, 1, Options...>;
    using optimizers = detail::listed_optimizers<T, Optimizers>;
    static_assert((detail::is_option<Options> && ...),
                  "picomlp: this is no option of a trainer; a schedule is named as "
                  "scheduled<step_decay>");
    static_assert(detail::all_different<Options...>,
                  "picomlp: a trainer's options are named once each");
    static_assert(options::mask_count <= 1, "picomlp: a trainer takes one kind of dropout");
    static_assert(options::simulation_count <= 1,
                  "picomlp: a trainer takes one option that simulates");
    static_assert(options::list_count <= 1, "picomlp: a trainer takes one list of sample weights");

  public:
    using value_type = T;

    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = detail::block_alignment<T>;

    basic_dynamic_trainer() : opened_{}, options_{}, optimizers_{} {}
    /// Named settings of the optimizers and options, in any order.
    template <class First, class... More>
    explicit basic_dynamic_trainer(const First& first, const More&... more)
        : basic_dynamic_trainer() {
        set(first, more...);
    }

    /// Changes the named settings; the others stay.
    template <class... Settings>
    void set(const Settings&... named) {
        (set_one(named), ...);
    }
    /// The settings of one of the optimizers.
    template <class Optimizer>
    const typename Optimizer::template settings<T>& settings() const {
        return static_cast<const detail::optimizer_slot<T, Optimizer>&>(optimizers_).settings;
    }

    /// Bytes that open() wants; 0 for a shape, or a number of samples, that it refuses, for an
    /// optimizer that is not listed, and where a size_t does not hold them.
    static size_t bytes(const dynamic_shape& shape, const dynamic_training& how) {
        const uint32_t optimizer = optimizers::place_of(how.optimizer);
        if (optimizer == optimizers::count) return 0;
        const size_t own = detail::training_bytes<T>(
            shape, how.batch_size, optimizers::entry[optimizer].state_arrays, lists_of(optimizer));
        if constexpr (options::simulates) {
            const size_t simulating = options::simulation_bytes(shape, how.batch_size);
            if (own == 0 || simulating == 0) return 0;
            return detail::bytes_or_none(uint64_t{aligned(own)} + simulating);
        } else {
            return own;
        }
    }

    /// Begins a training. The shape's layers must stay. status::unusable_shape
    /// (network/dynamic_shape.hpp; also for a batch of 0, dropout without a hidden layer, all
    /// layers frozen, more layers or classes than options hold settings for, or softmax or
    /// log_softmax before the last layer where quantization_aware is at work), unknown_type for
    /// an activation, loss or optimizer that is not listed, bad_argument for a cross-entropy behind
    /// another activation than its own, or class weights without classes; too_little_memory,
    /// misaligned_memory. The trainer is then as it was, and its memory too.
    status open(const dynamic_shape& shape, const dynamic_training& how, memory_block memory) {
        const uint32_t optimizer = optimizers::place_of(how.optimizer);
        if (optimizer == optimizers::count) return status::unknown_type;
        if (options::needs_classes && ok(check_shape(shape)) &&
            class_count(shape.outputs()) > dynamic_settings<T>::outputs) {
            return status::unusable_shape;
        }
        const uint32_t state_arrays = optimizers::entry[optimizer].state_arrays;
        const auto lists = lists_of(optimizer);
        if constexpr (options::simulates) {
            const status fits = detail::check_memory(memory, bytes(shape, how), alignment);
            if (fits != status::ok) return fits;
        }
        const status opened = open_listed(shape, how, optimizer, state_arrays, lists, memory);
        if (opened != status::ok) return opened;
        if constexpr (options::simulates) {
            const size_t own =
                detail::training_bytes<T>(shape, how.batch_size, state_arrays, lists);
            options_.for_simulation([&](const auto&, auto& simulation) {
                simulation.open(opened_.shape, how.batch_size,
                                static_cast<unsigned char*>(memory.first) + aligned(own));
            });
        }
        return status::ok;
    }
    /// For the library's own use: the same with lists that are no types, and an optimizer by its
    /// place and its arrays of state.
    status open_listed(const dynamic_shape& shape, const dynamic_training& how, uint32_t optimizer,
                       uint32_t state_arrays, const detail::training_lists<T>& lists,
                       memory_block memory) {
        const status opened =
            detail::open_training<T>(shape, how, optimizer, state_arrays, lists, memory, opened_);
        if (opened != status::ok) return opened;
        if constexpr (options::weighs) {
            options_.keep_weights_at(opened_.weights);
            options_.release_weights();
        }
        options_.for_mask_memory([this](auto& memory_of_masks) {
            memory_of_masks.words = opened_.masks;
            memory_of_masks.words_per_unit = opened_.words_per_unit;
            memory_of_masks.network = opened_.table.network;
        });
        return status::ok;
    }

    bool is_open() const { return opened_.gradient != nullptr; }
    /// What it was opened with.
    const dynamic_shape& shape() const { return opened_.shape; }
    size_t parameter_count() const { return opened_.parameter_count; }
    uint32_t batch_size() const { return opened_.batch_size; }
    /// The loss's code.
    uint32_t loss() const { return opened_.loss; }
    /// The layers, and which of them are trained.
    trained_layers<T> layers() const { return {opened_.table.network, opened_.trained}; }

    /// One step of the optimizer, as trainer::step(). w: parameter_count() numbers, as in
    /// dynamic_network::predict(). x and y: samples as there, features x samples where there are
    /// several (bad_argument otherwise; use a buffer). The statuses are those of trainer::step().
    /// Unless ok, w and the state are unchanged.
    template <class Parameters, class XSamples, class YSamples>
    step_result<T> step(Parameters&& w, const XSamples& x, const YSamples& y) {
        if (!is_open()) return {T(0), status::unusable_shape};
        T* const parameters = detail::dynamic_parameters(w, parameter_count(), 0);
        if (!parameters) return {T(0), status::bad_argument};
        return step_on(parameters, features_of(x), targets_of(y));
    }
    /// The same for samples in either order, which are first copied to `buffer`.
    template <class Parameters, class XSamples, class YSamples>
    step_result<T> step(Parameters&& w, const XSamples& x, const YSamples& y,
                        basic_dynamic_batch<T>& buffer) {
        const loaded taken = load(w, x, y, buffer);
        if (taken.status != status::ok) return {T(0), taken.status};
        return step_on(detail::dynamic_parameters(w, parameter_count(), 0),
                       {buffer.features(taken.count), status::ok},
                       {buffer.targets(taken.count), status::ok});
    }

    /// The first half of step(): the mean cost with its penalties, and its gradient.
    template <class Parameters, class XSamples, class YSamples>
    step_result<T> compute_gradient(const Parameters& w, const XSamples& x, const YSamples& y) {
        return compute_into(w, x, y, opened_.gradient);
    }
    /// The cost alone, with the same bits.
    template <class Parameters, class XSamples, class YSamples>
    step_result<T> compute_cost(const Parameters& w, const XSamples& x, const YSamples& y) {
        return compute_into(w, x, y, nullptr);
    }

    /// The gradient, after clipping, of the last step() or compute_gradient() that did not refuse
    /// its samples: trained_count() numbers, those of the layers that are not frozen.
    const T* gradient() const { return opened_.gradient; }
    size_t trained_count() const { return opened_.trained_count; }

    /// The optimizer's state, state_count() numbers, and the number of steps: what the next step
    /// depends on besides settings and parameters.
    const T* state() const { return opened_.state; }
    size_t state_count() const { return opened_.trained_count * opened_.state_arrays; }
    uint32_t steps() const { return opened_.steps; }
    /// Goes on after `steps` steps with a state() that was copied after them. With
    /// quantization_aware the next step depends on observed() too, so give that.
    void restore(uint32_t steps, const T* state) {
        static_assert(!options::simulates,
                      "picomlp: a training with quantization_aware goes on with its ranges: "
                      "restore(steps, state, observed)");
        copy_state(steps, state);
    }
    /// The same with observed(), whose ranges were copied too. status::unusable_shape before
    /// open(), bad_argument for ranges of another number of layers: nothing has changed then.
    template <class Observed>
    status restore(uint32_t steps, const T* state, const Observed& observed) {
        static_assert(options::simulates,
                      "picomlp: a training without quantization_aware has no ranges");
        if (!is_open()) return status::unusable_shape;
        status found = status::ok;
        options_.for_simulation(
            [&](const auto&, auto& simulation) { found = simulation.restore(observed); });
        if (found == status::ok) copy_state(steps, state);
        return found;
    }
    /// The ranges that quantization_aware has observed, in the memory (quantized/calibration.hpp).
    auto observed() const {
        static_assert(options::simulates,
                      "picomlp: a training without quantization_aware has no ranges");
        if constexpr (options::simulates) return options_.observed();
    }
    /// Discards all steps; the optimizer starts anew.
    void restart() {
        opened_.steps = 0;
        if constexpr (options::simulates) {
            options_.for_simulation([](const auto&, auto& own) { own.opened.steps = 0; });
        }
    }

    /// One pass over the `count` samples that `order` lists, in mini-batches, as trainer::epoch().
    template <class Parameters, class XSamples, class YSamples, class Index>
    step_result<T> epoch(Parameters&& w, const XSamples& x, const YSamples& y, const Index* order,
                         uint32_t count, basic_dynamic_batch<T>& buffer) {
        if (!is_open()) return {T(0), status::unusable_shape};
        T* const parameters = detail::dynamic_parameters(w, parameter_count(), 0);
        const auto from = features_of(x);
        const auto to = targets_of(y);
        if (!parameters || !suits(buffer)) return {T(0), status::bad_argument};
        const status match = detail::matched(from, to);
        if (match != status::ok) return {T(0), match};
        if (count == 0) return {T(0), status::no_samples};
        if (!detail::all_below(from.all.samples, order, count)) {
            return {T(0), status::bad_argument};
        }
        if constexpr (options::weighs) {
            const status checked = options_.check_weights(from.all.samples);
            if (checked != status::ok) return {T(0), checked};
        }
        const uint32_t at_once =
            buffer.capacity() < batch_size() ? buffer.capacity() : batch_size();
        running_mean<T> mean;
        for (uint32_t begin = 0; begin < count; begin += at_once) {
            const uint32_t left = count - begin;
            const uint32_t taken = left < at_once ? left : at_once;
            buffer.gather(from.all, to.all, order + begin, taken);
            if constexpr (options::weighs) options_.gather_weights(order + begin, taken);
            const step_result<T> result = step_on(parameters, {buffer.features(taken), status::ok},
                                                  {buffer.targets(taken), status::ok});
            if constexpr (options::weighs) options_.release_weights();
            if (!result.ok()) return result;
            mean.add(result.cost, taken);
        }
        return {mean.value(), status::ok};
    }

    /// For the library's own use.
    const detail::opened_training<T>& opened() const { return opened_; }

  private:
    using samples = detail::dynamic_samples<const T>;
    /// Where the option's memory begins behind a training's of so many bytes.
    static constexpr size_t aligned(size_t bytes) {
        return (bytes + alignment - 1) & ~(alignment - 1);
    }
    void copy_state(uint32_t steps, const T* state) {
        for (size_t k = 0; k < state_count(); ++k) opened_.state[k] = state[k];
        opened_.steps = steps;
    }
    struct loaded {
        uint32_t count;
        picomlp::status status;
    };

    static constexpr bool is_frozen(uint32_t number) { return options::is_frozen(number); }
    static constexpr bool any_frozen() {
        for (uint32_t l = 1; l <= dynamic_settings<T>::layer_count; ++l) {
            if (is_frozen(l)) return true;
        }
        return false;
    }
    /// Without hooks and frozen layers.
    static constexpr bool plain =
        !options::masks && !options::weighs && !options::simulates && !any_frozen();

    static detail::training_lists<T> lists_of(uint32_t optimizer) {
        using activations = detail::activation_entries<T, Activations>;
        using losses = detail::loss_entries<T, Losses>;
        const bool in_runs = any_frozen() || options::decays || optimizers::entry[optimizer].decays;
        return {activations::count,
                activations::sample,
                detail::training_entries<T, Activations>::entry,
                losses::count,
                losses::entry,
                options::masks,
                options::simulates,
                options::weighs,
                options::needs_classes,
                in_runs,
                options::any ? dynamic_settings<T>::layer_count : most_dynamic_layers,
                is_frozen};
    }

    template <class Setting>
    void set_one([[maybe_unused]] const Setting& given) {
        constexpr bool in_options = options::template takes<Setting>;
        constexpr bool in_optimizers = detail::list_takes<T, Optimizers, Setting>;
        static_assert(in_options || in_optimizers,
                      "picomlp: a trainer takes named settings, or structs of settings, of its "
                      "optimizers and options, as in adam::learning_rate(0.01F)");
        if constexpr (in_optimizers) {
            optimizers_.for_each([&](auto& slot) { apply_to(slot, given); });
        }
        if constexpr (in_options) options_.set(given);
    }
    template <class Optimizer, class Setting>
    static void apply_to(detail::optimizer_slot<T, Optimizer>& slot, const Setting& given) {
        (void)detail::apply_setting<Optimizer>(slot.settings, given);
    }

    template <class Data>
    samples features_of(const Data& x) const {
        return detail::dynamic_samples_of<const T>(x, opened_.shape.inputs);
    }
    template <class Data>
    samples targets_of(const Data& y) const {
        return detail::dynamic_samples_of<const T>(y, opened_.shape.outputs());
    }

    bool suits(const basic_dynamic_batch<T>& buffer) const {
        return buffer.capacity() > 0 && buffer.inputs() == opened_.shape.inputs &&
               buffer.outputs() == opened_.shape.outputs();
    }

    template <class Parameters, class XSamples, class YSamples>
    loaded load(const Parameters& w, const XSamples& x, const YSamples& y,
                basic_dynamic_batch<T>& buffer) const {
        if (!is_open()) return {0, status::unusable_shape};
        if (!detail::dynamic_parameters(w, parameter_count(), 0) || !suits(buffer)) {
            return {0, status::bad_argument};
        }
        const samples from = features_of(x);
        const samples to = targets_of(y);
        const status match = detail::matched(from, to);
        if (match != status::ok) return {0, match};
        const uint32_t count = from.all.samples;
        if (count > buffer.capacity()) return {0, status::too_many_samples};
        buffer.load(from.all, to.all);
        return {count, status::ok};
    }

    template <class Parameters, class XSamples, class YSamples>
    step_result<T> compute_into(const Parameters& w, const XSamples& x, const YSamples& y,
                                T* gradient) {
        if (!is_open()) return {T(0), status::unusable_shape};
        const T* const parameters = detail::dynamic_parameters(w, parameter_count(), 0);
        if (!parameters) return {T(0), status::bad_argument};
        return compute(parameters, features_of(x), targets_of(y), gradient);
    }

    step_result<T> step_on(T* w, const samples& x, const samples& y) {
        const status checked = optimizers_.with(
            opened_.optimizer, [](const auto& slot) { return check_settings(slot); });
        if (checked != status::ok) return {T(0), checked};
        step_result<T> result = compute(w, x, y, opened_.gradient);
        if (!result.ok()) return result;
        options_.clip(opened_.trained_count, opened_.gradient);
        result.status = optimizers_.with(
            opened_.optimizer, [this, w](const auto& slot) { return this->update(slot, w); });
        if (!result.ok()) return result;
        options_.constrain_weights(layers(), w);
        if constexpr (options::simulates) {
            options_.for_simulation(
                [](const auto& settings, auto& own) { own.move_ranges(settings.rate); });
        }
        ++opened_.steps;
        return result;
    }

    /// Cost and gradient; without a place for a gradient the cost alone.
    step_result<T> compute(const T* w, const samples& x, const samples& y, T* gradient) {
        const status match = detail::matched(x, y);
        if (match != status::ok) return {T(0), match};
        const uint32_t count = x.all.samples;
        if (count > opened_.batch_size) return {T(0), status::too_many_samples};
        const bool one = count == 1;
        if (!one && count > 0 && (x.all.sample_stride != 1 || y.all.sample_stride != 1)) {
            return {T(0), status::bad_argument};
        }
        const status checked = options_.check();
        if (checked != status::ok) return {T(0), checked};

        step_result<T> result{T(0), status::ok};
        const strided_rows<const T> x_rows{x.all.first, x.all.feature_stride};
        const strided_rows<const T> y_rows{y.all.first, y.all.feature_stride};
        bool done = false;
        if constexpr (plain) {
            if (gradient && opened_.samples && one && x.all.feature_stride == 1 &&
                y.all.feature_stride == 1) {
                const sample_training_table<T> table{
                    {opened_.sample_layers, opened_.shape.layer_count},
                    opened_.samples,
                    opened_.evaluate_sample,
                    static_cast<uint32_t>(opened_.parameter_count),
                    opened_.workspace.widest};
                result.status = sample_cost_and_gradient<T>(
                    table, w, x.all.first, y.all.first, opened_.workspace.activations,
                    opened_.workspace.delta, &result.cost, gradient);
                done = true;
            } else if (gradient) {
                result.status = cost_and_gradient<T>(opened_.table, w, count, x_rows, y_rows,
                                                     opened_.workspace, &result.cost, gradient);
                done = true;
            }
        }
        if (!done) {
            layer_hooks<T> hooks = options_.mask(opened_.steps, count);
            if constexpr (options::weighs) {
                const status weighed = options_.weigh(opened_.shape.outputs(), count, y_rows);
                if (weighed != status::ok) return {T(0), weighed};
                options_.add_weights_to(hooks);
            }
            if (!gradient) hooks.activation_gradients = nullptr;  // no backward pass
            if constexpr (options::simulates) {
                result.status =
                    compute_simulated(w, hooks, count, x_rows, y_rows, &result.cost, gradient);
            } else {
                result.status =
                    cost_and_gradient<T>(opened_.table, hooks, opened_.trained, w, count, x_rows,
                                         y_rows, opened_.workspace, &result.cost, gradient);
            }
        }
        if constexpr (options::any) {
            if (!result.ok()) return result;
            options_.penalize(layers(), count, w, &result.cost, gradient);
            if (!is_finite(result.cost)) result.status = status::diverged;
        }
        return result;
    }

    /// Cost and gradient of the network that the option simulates.
    status compute_simulated(const T* w, const layer_hooks<T>& hooks, uint32_t count,
                             strided_rows<const T> x, strided_rows<const T> y, T* cost,
                             T* gradient) {
        status found = status::ok;
        options_.for_simulation([&](const auto& settings, auto& own) {
            const auto seen = own.observed();
            const bool ready = seen.steps > 0 && opened_.steps >= settings.delay;
            found = simulated_cost_and_gradient(opened_.table, hooks, opened_.trained,
                                                own.refer_to(w, ready ? seen.ranges : nullptr), w,
                                                count, x, y, opened_.workspace, cost, gradient);
        });
        return found;
    }

    template <class Optimizer>
    static status check_settings(const detail::optimizer_slot<T, Optimizer>& slot) {
        return Optimizer::check(slot.settings);
    }

    static T decay_of(const void* context, uint32_t layer) {
        const auto* const decay = static_cast<const layer_decay*>(context);
        return decay->trainer->options_.decay_factor(layer, decay->rate);
    }
    struct layer_decay {
        const basic_dynamic_trainer* trainer;
        T rate;
    };

    template <class Optimizer>
    status update(const detail::optimizer_slot<T, Optimizer>& slot, T* w) const {
        constexpr bool uniform = !any_frozen() && !options::decays && !Optimizer::decays;
        auto now = slot.settings;
        now.learning_rate = options_.learning_rate(opened_.steps, now.learning_rate);
        const size_t count = opened_.trained_count;
        if constexpr (uniform && Optimizer::state_arrays == 0) {
            return Optimizer::update(now, count, opened_.gradient, w);
        } else if constexpr (uniform) {
            const parameter_run<T> whole{w, opened_.gradient, opened_.state, count, T(1), true};
            return Optimizer::update(now, update_request<T>{&whole, 1, count, opened_.steps});
        } else {
            const layer_decay decay{this, now.learning_rate};
            const uint32_t runs = detail::fill_runs<T>(opened_, w, decay_of, &decay);
            return Optimizer::update(now,
                                     update_request<T>{opened_.runs, runs, count, opened_.steps});
        }
    }

    detail::opened_training<T> opened_;
    options options_;
    optimizers optimizers_;
};

/// The same for networks of float.
template <class Activations, class Losses, class Optimizers, class... Options>
using dynamic_trainer = basic_dynamic_trainer<float, Activations, Losses, Optimizers, Options...>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
