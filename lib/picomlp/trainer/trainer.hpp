// Training a network: the typed shell over the core.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/network/network.hpp"
#include "picomlp/network/sample_view.hpp"
#include "picomlp/optimizer/gradient_descent.hpp"
#include "picomlp/trainer/backpropagation.hpp"
#include "picomlp/trainer/gather.hpp"
#include "picomlp/trainer/training_tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// How many samples a trainer's step takes at most, 1 or more.
template <uint32_t Samples>
struct batch {
    static constexpr uint32_t size = Samples;
};

/// What a step or an epoch has to say.
template <class T>
struct [[nodiscard]] step_result {
    T cost;          ///< mean cost of the samples before the step; 0 when the call was refused
    status outcome;  ///< when not ok, the parameters are as they were before the step

    bool ok() const { return outcome == status::ok; }
};

/// Trains a Network to a Loss by an Optimizer, up to Batch::size samples a step. An object of this
/// type is all the memory that training takes besides the parameters and the data; sizeof tells how
/// much (training_ram_bytes). It owns no copy of the parameters: every call is handed them.
///
///     trainer<net, binary_cross_entropy, gradient_descent, batch<300>> t{{0.01F}};
///     const auto result = t.step(w, x, y);
template <class Network, class Loss, class Optimizer, class Batch>
class trainer {
    static_assert(Batch::size >= 1, "picomlp: a batch holds at least one sample");
    using tables = detail::training_tables<Network, Loss>;

  public:
    using value_type = typename Network::value_type;
    using settings = typename Optimizer::template settings<value_type>;

    static constexpr uint32_t batch_size = Batch::size;
    /// Samples whose activations are held at a time; a larger batch is taken in chunks of these.
    static constexpr uint32_t capacity =
        batch_size < order::chunk_samples ? batch_size : order::chunk_samples;

    trainer() : trainer(settings{}) {}
    explicit trainer(const settings& chosen) : settings_(chosen) {}

    const settings& chosen() const { return settings_; }
    void choose(const settings& chosen) { settings_ = chosen; }

    /// One step of the optimizer on the samples of x (inputs x samples) with targets y (outputs x
    /// samples): arrays T[inputs][samples], sample_views, or arrays T[inputs] and T[outputs] for a
    /// single sample. x and y must hold the same number of samples (status::bad_argument), from 1
    /// (no_samples) to batch_size (too_many_samples), all finite (not_finite_input) and allowed by
    /// the loss (label_out_of_range); settings out of range are bad_argument. status::diverged when
    /// the cost or a new parameter would not be finite. Unless ok, w is as it was.
    template <class X, class Y>
    step_result<value_type> step(parameters_of<Network>& w, const X& x, const Y& y) {
        const status checked = Optimizer::check(settings_);
        if (checked != status::ok) return {value_type(0), checked};
        step_result<value_type> result = compute_gradient(w, x, y);
        if (!result.ok()) return result;
        result.outcome =
            Optimizer::update(settings_, Network::parameter_count, gradient_.values, w.values);
        return result;
    }

    /// The first half of step(): the mean cost, and its gradient in gradient().
    template <class X, class Y>
    step_result<value_type> compute_gradient(const parameters_of<Network>& w, const X& x,
                                             const Y& y) {
        const auto from = features_of(x);
        const auto to = targets_of(y);
        if (from.samples() != to.samples()) return {value_type(0), status::bad_argument};
        if (from.samples() > batch_size) return {value_type(0), status::too_many_samples};
        step_result<value_type> result{value_type(0), status::ok};
        result.outcome = cost_and_gradient<value_type>(
            {Network::table(), tables::layers, tables::loss}, w.values, from.samples(), from.data(),
            to.data(), {activations_, delta_, sample_costs_, capacity, tables::widest()},
            &result.cost, gradient_.values);
        return result;
    }

    /// The gradient of the last step or compute_gradient that did not refuse its samples.
    const parameters_of<Network>& gradient() const { return gradient_; }

    /// One pass over the samples of x and y, of which there may be any number, in the order that
    /// `order` lists them (samples() indices; shuffle() makes one), in mini-batches of batch_size,
    /// the last one maybe smaller. The batches are copied together into `buffer`. An index that is
    /// not below samples() is status::bad_argument before any step. Stops at the first step that is
    /// not ok with that step's result, leaving w as the step before left it. Otherwise the cost is
    /// the mean over the samples, each batch's before its own step.
    template <class X, class Y, class Index>
    step_result<value_type> epoch(parameters_of<Network>& w, const X& x, const Y& y,
                                  const Index* order, mini_batch<Network, batch_size>& buffer) {
        const auto from = features_of(x);
        const auto to = targets_of(y);
        if (from.samples() != to.samples()) return {value_type(0), status::bad_argument};
        if (from.samples() == 0) return {value_type(0), status::no_samples};
        if (!all_below(from.samples(), order, from.samples())) {
            return {value_type(0), status::bad_argument};
        }
        running_mean<value_type> mean;
        for (uint32_t begin = 0; begin < from.samples(); begin += batch_size) {
            const uint32_t left = from.samples() - begin;
            const uint32_t count = left < batch_size ? left : batch_size;
            gather(Network::inputs, from.data(), order + begin, count,
                   buffer.features(count).data());
            gather(Network::outputs, to.data(), order + begin, count, buffer.targets(count).data());
            const auto result = step(w, buffer.features(count), buffer.targets(count));
            if (!result.ok()) return result;
            mean.add(result.cost, count);
        }
        return {mean.value(), status::ok};
    }

  private:
    template <class X>
    static auto features_of(const X& x) {
        using view = decltype(samples_of(x));
        static_assert(view::features == Network::inputs,
                      "picomlp: training needs an x with as many rows as the network has inputs");
        static_assert(holds<view, value_type>,
                      "picomlp: training needs an x of the numbers that the network computes with");
        return view_as<sample_view<const value_type, Network::inputs>>::of(samples_of(x));
    }
    template <class Y>
    static auto targets_of(const Y& y) {
        using view = decltype(samples_of(y));
        static_assert(view::features == Network::outputs,
                      "picomlp: training needs a y with as many rows as the network has outputs");
        static_assert(holds<view, value_type>,
                      "picomlp: training needs a y of the numbers that the network computes with");
        return view_as<sample_view<const value_type, Network::outputs>>::of(samples_of(y));
    }

    settings settings_;
    parameters_of<Network> gradient_;
    value_type activations_[size_t{tables::kept()} * capacity];
    value_type delta_[size_t{2} * tables::widest() * capacity];
    value_type sample_costs_[capacity];
};

/// RAM of training besides parameters and data.
template <class Trainer>
inline constexpr size_t training_ram_bytes = sizeof(Trainer);

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
