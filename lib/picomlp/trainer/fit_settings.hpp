// SPDX-License-Identifier: MIT
// What fit() is given and what it returns: settings, memory and results.
#pragma once

#include <stdint.h>

#include "picomlp/base/whole_number.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/trainer/gather.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// An integer of any type is a number of samples; a float or double between 0 and 1 is a fraction
/// of all samples:
///
///     settings.validation = 60;     60 samples
///     settings.validation = 0.2F;   a fifth of them
///
/// A fraction is rounded to the nearest multiple of 2^-32, but not to 0. Its product with the
/// number of samples is rounded to the nearest integer, halves up: 0.7F of 10 are 7, 0.25F of 10
/// are 3. The result is the same on every target. 0 of either kind means none.
class held_back_samples {
  public:
    constexpr held_back_samples() = default;
    /// A fraction of the samples, from 0 to below 1, or a number of them. Others are refused by
    /// fit().
    template <class Number>
    held_back_samples(Number value) {
        static_assert(detail::is_real<Number> || detail::is_integer<Number>,
                      "picomlp: samples to hold back are a number of them, such as 60, or a share, "
                      "such as 0.2F");
        if constexpr (detail::is_real<Number>) {
            take_fraction(value);
        } else if constexpr (detail::is_integer<Number>) {
            const bool negative = !(value > Number(0)) && value != Number(0);
            count_ = negative ? too_many : detail::nearest_whole<uint32_t>(value);
        }
    }

    /// Whether nothing is held back.
    constexpr bool none() const { return count_ == 0 && fraction_ == 0; }

    /// The number out of `samples` samples. 2^32 - 1 marks an error: a fraction that rounds to no
    /// sample at all, one that is negative, 1 or more, or NaN, or a negative number of samples.
    uint32_t of(uint32_t samples) const noexcept;

  private:
    static constexpr uint32_t too_many = 0xffffffffU;

    template <class T>
    void take_fraction(T fraction) noexcept;

    uint32_t count_ = 0;
    uint32_t fraction_ = 0;  // in units of 2^-32; count_ is 0 when it is not
};

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
    whole_number<uint32_t> history_size = 0;  ///< capacity of `history`
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

/// How a training ended.
template <class T>
struct [[nodiscard]] fit_result {
    picomlp::status status;     ///< status::diverged when rolled back
    fit_end end;                ///< why it did
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

  public:
    using value_type = typename network::value_type;
    /// An index of a sample.
    using index = detail::either<(Samples <= 65536), uint16_t, uint32_t>;
    static constexpr uint32_t capacity = Samples;  ///< of the data set, at most

    fit_memory() : progress{}, kept{}, kept_state{} {}

    fit_progress<value_type> progress;
    parameters_of<network> kept;  ///< those to return to: the best ones, or the last ones
    typename Trainer::state_type kept_state;

    // Not used between calls. Arrays, so that gcc's -Weffc++ does not ask for initial values.
    index order[Samples];
    mini_batch<network, Trainer::batch_size> buffer[1];
    evaluation_scratch<network, Trainer::batch_size> scratch[1];
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
