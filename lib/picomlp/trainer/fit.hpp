// fit(): a training loop with validation, early stopping and roll-back.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/whole_number.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/random/shuffle.hpp"
#include "picomlp/trainer/held_back_samples.hpp"
#include "picomlp/trainer/trainer.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The figures of an epoch.
template <class T>
struct epoch_report {
    uint32_t epoch;         ///< from 1
    T cost;                 ///< mean over the training samples, each batch's before its own step,
                            ///< with penalties, dropout and weights
    T validation_cost;      ///< of the loss alone, unweighted; 0 without validation samples
    T validation_accuracy;  ///< from 0 to 1; 0 without validation samples, or without classes (see
                            ///< evaluation::classifies)
    bool best;              ///< validation_cost is better than the best before
};

/// The settings of fit().
template <class T>
struct fit_settings {
    whole_number<uint32_t> epochs = 100;  ///< counted from the first of fit(), also by resume_fit()
    whole_number<uint64_t> seed = 0;      ///< of the split and of each epoch's order
    bool shuffled = true;  ///< otherwise every epoch takes the samples in their order
    /// Validation samples: a number, such as 60, or a fraction of the samples, such as 0.2F. They
    /// are drawn by the seed, or the last ones when not shuffled. At least one sample must be left
    /// to train on, and with a fraction at least one to validate on.
    held_back_samples validation = {};
    /// Stop after this many epochs without improvement; 0: never.
    whole_number<uint32_t> patience = 0;
    T least_improvement = 0;             ///< of the validation cost, to count as one; finite, >= 0
    epoch_report<T>* history = nullptr;  ///< entry e - 1 is written after epoch e
    whole_number<uint32_t> history_size = 0;  ///< entries that `history` has room for
};

/// Why fit() returned.
enum class fit_end : uint8_t {
    all_epochs,   ///< the number that the settings have
    patience,     ///< no improvement for too long
    caller,       ///< the callback returned false
    rolled_back,  ///< an epoch diverged
    refused,      ///< samples or settings, see the status
};

/// The end as a sentence fragment in plain English; never null.
const char* describe(fit_end end) noexcept;

template <class T>
struct [[nodiscard]] fit_result {
    picomlp::status status;  ///< status::diverged when rolled back
    fit_end end;
    uint32_t epochs;            ///< done in all, without the one that diverged
    uint32_t parameters_after;  ///< the epoch whose parameters w now holds; 0:
                                ///< those that fit() was given

    bool ok() const { return status == picomlp::status::ok; }
};

/// The progress of a fit, besides parameters and the trainer's state.
template <class T>
struct fit_progress {
    uint32_t setup;   ///< checksum of all that determines split and orders; 0: nothing has begun
    uint32_t epochs;  ///< done
    uint32_t kept_epoch;  ///< whose parameters are kept
    uint32_t best_epoch;  ///< 0: none yet
    uint32_t returned;    ///< 1 when fit() handed the kept parameters back at its end, else 0
    T best_cost;          ///< of the validation samples; meaningful once best_epoch > 0
};

/// The memory of fit() besides the trainer: the order of up to Samples samples, a batch, and the
/// parameters to return to. fit() ignores its contents; resume_fit() continues from them.
template <class Trainer, uint32_t Samples>
class fit_memory {
    using network = typename Trainer::network;
    template <bool Small, class AType, class BType>
    struct either {
        using type = AType;
    };
    template <class AType, class BType>
    struct either<false, AType, BType> {
        using type = BType;
    };

  public:
    using value_type = typename network::value_type;
    using index = typename either<(Samples <= 65536), uint16_t, uint32_t>::type;
    static constexpr uint32_t capacity = Samples;

    fit_memory() : progress{}, kept{}, kept_state{} {}

    fit_progress<value_type> progress;
    parameters_of<network> kept;  ///< those to return to: the best ones, or the last ones
    typename Trainer::state_type kept_state;

    // Not used between calls. Arrays, so that gcc's -Weffc++ does not ask for initial values.
    index order[Samples];
    mini_batch<network, Trainer::batch_size> buffer[1];
    evaluation_scratch<network, Trainer::batch_size> scratch[1];
};

namespace detail {

/// The order of epoch `epoch`, from 1. Samples held back are the same in every epoch and come last.
template <class Index>
void draw_order(Index* order, uint32_t samples, uint32_t held_back, uint64_t seed, bool shuffled,
                uint32_t epoch) noexcept;

template <class T>
status check(const fit_settings<T>& chosen, uint32_t samples, uint32_t held_back,
             uint32_t validation_samples, uint32_t capacity) noexcept;

/// A checksum of all that determines which samples are held back and each epoch's order: the
/// numbers of samples, held back and validated on, the seed, and whether to shuffle. Never 0.
template <class T>
uint32_t setup_of(const fit_settings<T>& chosen, uint32_t samples, uint32_t held_back,
                  uint32_t validation_samples) noexcept;

bool same_bytes(const void* some, const void* others, size_t count) noexcept;

/// cost < best - least_improvement, the difference rounded.
template <class T>
bool improves(T cost, T best, T least_improvement) noexcept;

/// part / whole.
template <class T>
T fraction(uint32_t part, uint32_t whole) noexcept;

/// Whether to continue after an epoch: the callback's result, true if it returns none.
template <class Callback, class T>
bool goes_on(Callback& after_epoch, const epoch_report<T>& report) {
    if constexpr (same_type<decltype(after_epoch(report)), void>) {
        after_epoch(report);
        return true;
    } else {
        return after_epoch(report);
    }
}

/// The number of samples in x.
template <class Network, class XSamples>
uint32_t sample_count(const XSamples& x) {
    return checked_samples<Network::inputs, const typename Network::value_type>(x).view.samples();
}

/// The loss on the samples that `order` lists.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples>
evaluation<typename Trainer::value_type> evaluate_listed(
    const parameters_of<typename Trainer::network>& w, fit_memory<Trainer, Samples>& memory,
    const XSamples& x, const YSamples& y, const typename fit_memory<Trainer, Samples>::index* order,
    uint32_t count) {
    using T = typename Trainer::value_type;
    using network = typename Trainer::network;
    const auto from = checked_samples<network::inputs, const T>(x).view;
    const auto to = checked_samples<network::outputs, const T>(y).view;
    running_mean<T> cost;
    evaluation<T> all{T(0), T(0), 0, count, status::ok};
    for (uint32_t begin = 0; begin < count; begin += Trainer::batch_size) {
        const uint32_t left = count - begin;
        const uint32_t taken = left < Trainer::batch_size ? left : Trainer::batch_size;
        const auto features = memory.buffer->features(taken);
        const auto targets = memory.buffer->targets(taken);
        gather_samples(from, order + begin, taken, features);
        gather_samples(to, order + begin, taken, targets);
        const evaluation<T> part =
            evaluate<typename Trainer::loss, network>(w, *memory.scratch, features, targets);
        if (part.status != status::ok) return part;
        cost.add(part.cost, taken);
        all.correct += part.correct;
    }
    all.cost = cost.value();
    all.accuracy = fraction<T>(all.correct, count);
    return all;
}

/// The result of a refused call. The epochs are 0 for fit(), those done before for resume_fit().
template <bool Anew, class Trainer, uint32_t Samples>
fit_result<typename Trainer::value_type> refused_fit(status why,
                                                     const fit_memory<Trainer, Samples>& memory) {
    const auto& progress = memory.progress;
    if constexpr (Anew) return {why, fit_end::refused, 0, 0};
    return {why, fit_end::refused, progress.epochs,
            progress.returned != 0 ? progress.kept_epoch : progress.epochs};
}

/// The callback that does nothing.
struct no_callback {
    template <class Report>
    void operator()(const Report&) const {}
};

/// Whether `memory` holds a training of this setup that `t` and w can continue. When fit() returned
/// to an earlier epoch, `t` and w must be unchanged since. After a training that the callback ended
/// this cannot be checked, since the callback may have changed them.
template <class Trainer, uint32_t Samples>
bool can_resume(const Trainer& t, const parameters_of<typename Trainer::network>& w,
                const fit_memory<Trainer, Samples>& memory, uint32_t setup) {
    if (memory.progress.setup != setup) return false;
    return memory.progress.returned == 0 ||
           (t.state().steps == memory.kept_state.steps &&
            same_bytes(w.values, memory.kept.values, sizeof w.values));
}

/// fit(), or resume_fit() unless Anew, with `held_back` of the samples kept for validation,
/// `validation_samples` to validate on in all, and a validate() that does it.
template <bool Anew, class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class Validate, class Callback>
fit_result<typename Trainer::value_type> run_fit(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    uint32_t held_back, uint32_t validation_samples, fit_memory<Trainer, Samples>& memory,
    const fit_settings<typename Trainer::value_type>& chosen, Validate&& validate,
    Callback& after_epoch) {
    using T = typename Trainer::value_type;
    fit_progress<T>& progress = memory.progress;
    using network = typename Trainer::network;
    const auto from = checked_samples<network::inputs, const T>(x);
    const status samples_match = matched(from, checked_samples<network::outputs, const T>(y));
    if (samples_match != status::ok) return refused_fit<Anew>(samples_match, memory);
    const uint32_t samples = from.view.samples();
    const status checked = check(chosen, samples, held_back, validation_samples, Samples);
    if (checked != status::ok) return refused_fit<Anew>(checked, memory);
    const uint32_t setup = setup_of(chosen, samples, held_back, validation_samples);

    const auto keep = [&] {
        memory.kept = w;
        memory.kept_state = t.state();
        progress.kept_epoch = progress.epochs;
    };
    const auto return_to_kept = [&](status outcome, fit_end end) {
        w = memory.kept;
        t.restore(memory.kept_state);
        progress.returned = 1;
        return fit_result<T>{outcome, end, progress.epochs, progress.kept_epoch};
    };
    if constexpr (Anew) {
        t.restart();
        progress = {};
        progress.setup = setup;
        keep();
    } else {
        if (!can_resume(t, w, memory, setup)) {
            return refused_fit<false>(status::nothing_to_resume, memory);
        }
        progress.returned = 0;
    }
    while (progress.epochs < chosen.epochs) {
        if (chosen.patience > 0 && progress.epochs - progress.best_epoch >= chosen.patience) {
            return return_to_kept(status::ok, fit_end::patience);
        }
        draw_order(memory.order, samples, held_back, chosen.seed, chosen.shuffled,
                   progress.epochs + 1);
        const step_result<T> trained =
            t.epoch(w, x, y, memory.order, samples - held_back, *memory.buffer);
        epoch_report<T> report{progress.epochs + 1, trained.cost, T(0), T(0), false};
        status outcome = trained.status;
        if (outcome == status::ok && validation_samples > 0) {
            const evaluation<T> seen = validate();
            outcome = seen.status;
            report.validation_cost = seen.cost;
            report.validation_accuracy = seen.accuracy;
        }
        if (outcome != status::ok) {
            return return_to_kept(
                outcome, outcome == status::diverged ? fit_end::rolled_back : fit_end::refused);
        }
        ++progress.epochs;
        report.best =
            validation_samples > 0 &&
            (progress.best_epoch == 0 ||
             improves(report.validation_cost, progress.best_cost, chosen.least_improvement));
        if (report.best) {
            progress.best_epoch = progress.epochs;
            progress.best_cost = report.validation_cost;
        }
        if (report.best || chosen.patience == 0) keep();
        if (report.epoch <= chosen.history_size) chosen.history[report.epoch - 1] = report;
        if (!goes_on(after_epoch, report)) {
            return {status::ok, fit_end::caller, progress.epochs, progress.epochs};
        }
    }
    return return_to_kept(status::ok, fit_end::all_epochs);
}

/// Validates on settings.validation of the samples.
template <bool Anew, class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class Callback>
fit_result<typename Trainer::value_type> fit_holding_back(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    fit_memory<Trainer, Samples>& memory, const fit_settings<typename Trainer::value_type>& chosen,
    Callback& after_epoch) {
    const uint32_t samples = sample_count<typename Trainer::network>(x);
    const uint32_t held_back = chosen.validation.of(samples);
    const auto validate = [&] {
        return evaluate_listed(w, memory, x, y, memory.order + (samples - held_back), held_back);
    };
    return run_fit<Anew>(t, w, x, y, held_back, held_back, memory, chosen, validate, after_epoch);
}

/// Validates on separate samples.
template <bool Anew, class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class ValidationX, class ValidationY, class Callback>
fit_result<typename Trainer::value_type> fit_beside(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    const ValidationX& validation_x, const ValidationY& validation_y,
    fit_memory<Trainer, Samples>& memory, const fit_settings<typename Trainer::value_type>& chosen,
    Callback& after_epoch) {
    const auto validate = [&] {
        return evaluate<typename Trainer::loss, typename Trainer::network>(
            w, *memory.scratch, validation_x, validation_y);
    };
    using network = typename Trainer::network;
    using T = typename Trainer::value_type;
    const auto from = checked_samples<network::inputs, const T>(validation_x);
    const status match = matched(from, checked_samples<network::outputs, const T>(validation_y));
    if (match != status::ok) return refused_fit<Anew>(match, memory);
    const uint32_t validation_samples = from.view.samples();
    if (!chosen.validation.none()) return refused_fit<Anew>(status::bad_argument, memory);
    if (validation_samples == 0) return refused_fit<Anew>(status::no_samples, memory);
    return run_fit<Anew>(t, w, x, y, 0, validation_samples, memory, chosen, validate, after_epoch);
}

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
/// result's end is refused; in the first epoch, w is then as it was.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples,
          class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> fit(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    fit_memory<Trainer, Samples>& memory, const fit_settings<typename Trainer::value_type>& chosen,
    Callback&& after_epoch = Callback()) {
    return detail::fit_holding_back<true>(t, w, x, y, memory, chosen, after_epoch);
}

/// The same with separate validation samples; settings.validation must be none.
template <class Trainer, uint32_t Samples, class XSamples, class YSamples, class ValidationX,
          class ValidationY, class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> fit_validated(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    const ValidationX& validation_x, const ValidationY& validation_y,
    fit_memory<Trainer, Samples>& memory, const fit_settings<typename Trainer::value_type>& chosen,
    Callback&& after_epoch = Callback()) {
    return detail::fit_beside<true>(t, w, x, y, validation_x, validation_y, memory, chosen,
                                    after_epoch);
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
    fit_memory<Trainer, Samples>& memory, const fit_settings<typename Trainer::value_type>& chosen,
    Callback&& after_epoch = Callback()) {
    return detail::fit_holding_back<false>(t, w, x, y, memory, chosen, after_epoch);
}

/// The same for fit_validated().
template <class Trainer, uint32_t Samples, class XSamples, class YSamples, class ValidationX,
          class ValidationY, class Callback = detail::no_callback>
fit_result<typename Trainer::value_type> resume_fit_validated(
    Trainer& t, parameters_of<typename Trainer::network>& w, const XSamples& x, const YSamples& y,
    const ValidationX& validation_x, const ValidationY& validation_y,
    fit_memory<Trainer, Samples>& memory, const fit_settings<typename Trainer::value_type>& chosen,
    Callback&& after_epoch = Callback()) {
    return detail::fit_beside<false>(t, w, x, y, validation_x, validation_y, memory, chosen,
                                     after_epoch);
}

namespace detail {

template <class Given>
constexpr void refuse_fit() {
    static_assert(is_never_named<Given>,
                  "picomlp: fit takes a trainer, parameters of its network, x, y, a fit_memory of "
                  "this trainer, none of them const, and fit_settings of the network's value_type: "
                  "fit(t, w, x, y, memory, settings)");
}

}  // namespace detail

/// Only for its error message: arguments that do not fit.
template <class Network, class Loss, class Optimizer, class Batch, class... Options, class... Any>
fit_result<typename Network::value_type> fit(
    const trainer<Network, Loss, Optimizer, Batch, Options...>&, const Any&...) {
    detail::refuse_fit<Network>();
    return {status::bad_argument, fit_end::refused, 0, 0};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
