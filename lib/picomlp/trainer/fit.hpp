// SPDX-License-Identifier: MIT
// fit(): a training loop with validation, early stopping and roll-back.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/same_bytes.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/random/shuffle.hpp"
#include "picomlp/trainer/fit_settings.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// The order of epoch `epoch`, from 1. Samples held back are the same in every epoch and come last.
template <class Index>
void draw_order(Index* order, uint32_t samples, uint32_t held_back, uint64_t seed, bool shuffled,
                uint32_t epoch) noexcept;

template <class T>
status check_fit(const fit_settings<T>& settings, uint32_t samples, uint32_t held_back,
                 uint32_t validation_samples, uint32_t capacity) noexcept;

/// A checksum of all that determines which samples are held back and each epoch's order: the
/// numbers of samples, held back and validated on, the seed, and whether to shuffle. Never 0.
template <class T>
uint32_t setup_of(const fit_settings<T>& settings, uint32_t samples, uint32_t held_back,
                  uint32_t validation_samples) noexcept;

/// cost < best - least_improvement, the difference rounded.
template <class T>
bool improves(T cost, T best, T least_improvement) noexcept;

/// correct / count.
template <class T>
T fraction(uint32_t correct, uint32_t count) noexcept;

/// The callback that does nothing.
struct no_callback {
    template <class Report>
    void operator()(const Report&) const {}
};

/// The loss on the samples of x and y that `order` lists.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples>
evaluation<typename Trainer::value_type> evaluate_listed(
    const parameters_of<typename Trainer::network>& w, fit_memory<Trainer, Samples>& memory,
    const XSamples& x, const YSamples& y, const typename fit_memory<Trainer, Samples>::index* order,
    uint32_t count) {
    using T = typename Trainer::value_type;
    using network = typename Trainer::network;
    const auto from = features_of<network>(x).view;
    const auto to = targets_of<network>(y).view;
    running_mean<T> cost;
    evaluation<T> all{T(0), T(0), 0, count, status::ok};
    for (uint32_t begin = 0; begin < count; begin += Trainer::batch_size) {
        const uint32_t left = count - begin;
        const uint32_t taken = left < Trainer::batch_size ? left : Trainer::batch_size;
        const auto features = memory.buffer->features(taken);
        const auto targets = memory.buffer->targets(taken);
        gather_samples(from, order + begin, taken, features);
        gather_samples(to, order + begin, taken, targets);
        const evaluation<T> in_batch =
            evaluate<typename Trainer::loss, network>(w, *memory.scratch, features, targets);
        if (in_batch.status != status::ok) return in_batch;
        cost.add(in_batch.cost, taken);
        all.correct += in_batch.correct;
    }
    all.cost = cost.value();
    all.accuracy = fraction<T>(all.correct, count);
    return all;
}

/// A call of fit(), or of resume_fit() unless Anew, and its arguments.
template <bool Anew, class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class Callback>
struct fit_call {
    Trainer& t;
    parameters_of<typename Trainer::network>& w;
    const XSamples& x;
    const YSamples& y;
    fit_memory<Trainer, Samples>& memory;
    const fit_settings<typename Trainer::value_type>& settings;
    Callback& after_epoch;

    using network = typename Trainer::network;
    using T = typename Trainer::value_type;

    /// Validates on settings.validation of the samples.
    fit_result<T> holding_back() const {
        const uint32_t samples = features_of<network>(x).view.samples();
        const uint32_t held_back = settings.validation.of(samples);
        return run(held_back, held_back, [&] {
            return evaluate_listed(w, memory, x, y, memory.order + (samples - held_back),
                                   held_back);
        });
    }

    /// Validates on separate samples.
    template <class ValidationX, class ValidationY>
    fit_result<T> validated_on(const ValidationX& validation_x,
                               const ValidationY& validation_y) const {
        const auto from = features_of<network>(validation_x);
        const status match = matched(from, targets_of<network>(validation_y));
        if (match != status::ok) return refused(match);
        if (!settings.validation.none()) return refused(status::bad_argument);
        if (from.view.samples() == 0) return refused(status::no_samples);
        return run(0, from.view.samples(), [&] {
            return evaluate<typename Trainer::loss, network>(w, *memory.scratch, validation_x,
                                                             validation_y);
        });
    }

    /// The result of a refused call. The epochs are 0 for fit(), those done before for
    /// resume_fit().
    fit_result<T> refused(status why) const {
        if constexpr (Anew) return {why, fit_end::refused, 0, 0};
        const fit_progress<T>& progress = memory.progress;
        return {why, fit_end::refused, progress.epochs,
                progress.returned != 0 ? progress.kept_epoch : progress.epochs};
    }

    /// Whether `memory` holds a training of this setup that `t` and w can continue. When fit()
    /// returned to an earlier epoch, `t` and w must be unchanged since. After a training that the
    /// callback ended this cannot be checked, since the callback may have changed them.
    bool can_resume(uint32_t setup) const {
        if (memory.progress.setup != setup) return false;
        return memory.progress.returned == 0 ||
               (t.state().steps == memory.kept_state.steps &&
                same_bytes(w.values, memory.kept.values, sizeof w.values));
    }

    void keep() const {
        memory.kept = w;
        memory.kept_state = t.state();
        memory.progress.kept_epoch = memory.progress.epochs;
    }

    fit_result<T> return_to_kept(status why, fit_end end) const {
        w = memory.kept;
        t.restore(memory.kept_state);
        memory.progress.returned = 1;
        return {why, end, memory.progress.epochs, memory.progress.kept_epoch};
    }

    /// The callback's result, true if it returns none.
    bool continues_after(const epoch_report<T>& report) const {
        if constexpr (same_type<decltype(after_epoch(report)), void>) {
            after_epoch(report);
            return true;
        } else {
            return after_epoch(report);
        }
    }

    /// Trains with `held_back` of the samples kept for validation. validate() evaluates
    /// `validation_samples` samples.
    template <class Validate>
    fit_result<T> run(uint32_t held_back, uint32_t validation_samples,
                      const Validate& validate) const {
        fit_progress<T>& progress = memory.progress;
        const auto from = features_of<network>(x);
        const status match = matched(from, targets_of<network>(y));
        if (match != status::ok) return refused(match);
        const uint32_t samples = from.view.samples();
        const status checked = check_fit(settings, samples, held_back, validation_samples, Samples);
        if (checked != status::ok) return refused(checked);
        const uint32_t setup = setup_of(settings, samples, held_back, validation_samples);
        if constexpr (Anew) {
            t.restart();
            progress = {};
            progress.setup = setup;
            keep();
        } else {
            if (!can_resume(setup)) return refused(status::nothing_to_resume);
            progress.returned = 0;
        }
        while (progress.epochs < settings.epochs) {
            if (settings.patience > 0 &&
                progress.epochs - progress.best_epoch >= settings.patience) {
                return return_to_kept(status::ok, fit_end::patience);
            }
            draw_order(memory.order, samples, held_back, settings.seed, settings.shuffled,
                       progress.epochs + 1);
            const step_result<T> trained =
                t.epoch(w, x, y, memory.order, samples - held_back, *memory.buffer);
            epoch_report<T> report{progress.epochs + 1, trained.cost, T(0), T(0), false};
            status done = trained.status;
            if (done == status::ok && validation_samples > 0) {
                const evaluation<T> validated = validate();
                done = validated.status;
                report.validation_cost = validated.cost;
                report.validation_accuracy = validated.accuracy;
            }
            if (done != status::ok) {
                return return_to_kept(
                    done, done == status::diverged ? fit_end::rolled_back : fit_end::refused);
            }
            ++progress.epochs;
            report.best =
                validation_samples > 0 &&
                (progress.best_epoch == 0 ||
                 improves(report.validation_cost, progress.best_cost, settings.least_improvement));
            if (report.best) {
                progress.best_epoch = progress.epochs;
                progress.best_cost = report.validation_cost;
            }
            if (report.best || settings.patience == 0) keep();
            if (report.epoch <= settings.history_size) settings.history[report.epoch - 1] = report;
            if (!continues_after(report)) {
                return {status::ok, fit_end::caller, progress.epochs, progress.epochs};
            }
        }
        return return_to_kept(status::ok, fit_end::all_epochs);
    }
};

}  // namespace detail

/// Trains `t` for several epochs on x with targets y (in either order, as in predict(); up to
/// memory.capacity samples), from the parameters w, in mini-batches and in a new order for each
/// epoch. It starts anew: the trainer's steps and the contents of `memory` are discarded. Seed,
/// settings, data and parameters alone determine every bit of the result.
///
/// When settings.validation holds samples back, each epoch ends with the loss on these. With
/// patience as well, training stops after that many epochs without improvement. The parameters and
/// the trainer's state are then those of the best epoch, also after the last epoch. An epoch that
/// diverges is undone: parameters and state are those of the best epoch with patience, otherwise of
/// the epoch before, and the result's end is rolled_back.
///
/// after_epoch(const epoch_report&) is optional and called after every successful epoch. When it
/// returns false, fit() ends there with the parameters as they are; it may also return nothing.
/// During the call w, t.state(), memory.progress, kept and kept_state hold all that resume_fit()
/// needs to continue with the same bits: see checkpoint.
///
/// status::no_samples; too_many_samples for the memory; mismatched_samples; bad_argument when no
/// sample would be left to train on (with a fraction, or to validate on), when there is patience
/// without validation samples, or when a setting is out of range: then nothing has begun. Samples
/// or settings that trainer::step refuses end the training like an epoch that diverges, but the
/// result's end is refused; in the first epoch, w is then unchanged.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> fit(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    fit_memory<Trainer, Samples>& memory,
    const fit_settings<typename Trainer::value_type>& settings,
    Callback&& after_epoch = Callback()) {
    return detail::fit_call<true, Trainer, Samples, XSamples, YSamples, Callback>{
        t, w, x, y, memory, settings, after_epoch}
        .holding_back();
}

/// The same with separate validation samples; settings.validation must be none.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples, class ValidationX,
          class ValidationY, class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> fit_validated(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    const ValidationX& validation_x, const ValidationY& validation_y,
    fit_memory<Trainer, Samples>& memory,
    const fit_settings<typename Trainer::value_type>& settings,
    Callback&& after_epoch = Callback()) {
    return detail::fit_call<true, Trainer, Samples, XSamples, YSamples, Callback>{
        t, w, x, y, memory, settings, after_epoch}
        .validated_on(validation_x, validation_y);
}

/// Continues the training in `memory`, from an earlier fit() or a checkpoint's load(), up to
/// settings.epochs, counted from its first epoch. `t` and w must be as that call left them, x and y
/// the same. With the same settings the bits are those of an uninterrupted training, unless fit()
/// returned to an earlier epoch: then training continues from that epoch's parameters, with the
/// orders of the epochs that come next. The trainer's settings, patience and epochs may be changed.
///
/// Besides the statuses of fit(): status::nothing_to_resume when nothing has begun; when the number
/// of samples, of those held back or validated on, the seed, or settings.shuffled has changed,
/// because then other samples would be held back; or when fit() returned to an epoch and w or `t`
/// has changed since. Then nothing was changed.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> resume_fit(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    fit_memory<Trainer, Samples>& memory,
    const fit_settings<typename Trainer::value_type>& settings,
    Callback&& after_epoch = Callback()) {
    return detail::fit_call<false, Trainer, Samples, XSamples, YSamples, Callback>{
        t, w, x, y, memory, settings, after_epoch}
        .holding_back();
}

/// The same for fit_validated().
template <class Trainer, uint32_t Samples, class XSamples, class YSamples, class ValidationX,
          class ValidationY, class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> resume_fit_validated(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    const ValidationX& validation_x, const ValidationY& validation_y,
    fit_memory<Trainer, Samples>& memory,
    const fit_settings<typename Trainer::value_type>& settings,
    Callback&& after_epoch = Callback()) {
    return detail::fit_call<false, Trainer, Samples, XSamples, YSamples, Callback>{
        t, w, x, y, memory, settings, after_epoch}
        .validated_on(validation_x, validation_y);
}

/// Only for its error message: arguments that do not fit.
template <class Network, class Loss, class Optimizer, class Batch, class... Options, class... Any>
fit_result<typename Network::value_type> fit(
    const trainer<Network, Loss, Optimizer, Batch, Options...>&, const Any&...) {
    static_assert(detail::is_never_named<Network>,
                  "picomlp: fit takes a trainer, parameters of its network, x, y, a fit_memory of "
                  "this trainer, none of them const, and fit_settings of the network's value_type: "
                  "fit(t, w, x, y, memory, settings)");
    return {status::bad_argument, fit_end::refused, 0, 0};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
