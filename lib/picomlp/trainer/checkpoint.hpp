// SPDX-License-Identifier: MIT
// Checkpoints: an interrupted training, stored and resumed.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/crc32.hpp"
#include "picomlp/network/stored.hpp"
#include "picomlp/trainer/fit.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Trainer>
struct fingerprint_of_trainer;
template <class Network, class Loss, class Optimizer, class Batch, class... Options>
struct fingerprint_of_trainer<trainer<Network, Loss, Optimizer, Batch, Options...>> {
    static constexpr uint32_t make(rounding_profile rounding) {
        fingerprint all;
        all.add("trainer").add(fingerprint_of_network<Network>::make(rounding));
        all.add(code_of<Loss>()).add(code_of<Optimizer>()).add(Optimizer::state_arrays);
        all.add(Batch::size).add(uint32_t{sizeof...(Options)});
        (all.add(code_of<Options>()), ...);
        for (uint32_t number = 1; number <= Network::layer_count; ++number) {
            all.add((Options::freezes(number) || ... || false) ? 1U : 0U);
        }
        return all.value();
    }
};

}  // namespace detail

/// A checksum of everything that determines a training's bits besides data, settings and progress:
/// the network (network_fingerprint), the loss, the optimizer, the batch size, the options in their
/// order, the frozen layers. The same for every compiler and version.
template <class Trainer>
inline constexpr uint32_t trainer_fingerprint =
    detail::fingerprint_of_trainer<Trainer>::make(profile);

/// The data that resume_fit() needs besides samples and settings: parameters, the optimizer's
/// state, the number of steps (for dropout's masks and schedules), the number of epochs (for the
/// order of samples), the parameters to return to, and a checksum. Plain numbers in the machine's
/// byte order. Write its bytes to flash or a file, and read them on a machine that stores numbers
/// the same way.
template <class Trainer>
struct checkpoint {
    using network = typename Trainer::network;

    uint32_t layout;  ///< the trainer's fingerprint: load() refuses another's checkpoint
    uint32_t crc;     ///< of everything else
    fit_progress<typename Trainer::value_type> progress;  ///< epochs done, the best cost so far
    typename Trainer::state_type state;                   ///< of the optimizer
    typename Trainer::state_type kept_state;              ///< that of the best parameters
    parameters_of<network> parameters;                    ///< as they are
    parameters_of<network> kept;                          ///< the best ones
};

namespace detail {

template <class Number>
uint32_t checksum_of_one(uint32_t crc, const Number& number) {
    return crc32_of_each(crc, &number, 1);
}
template <class Number, size_t Count>
uint32_t checksum_of_one(uint32_t crc, const Number (&numbers)[Count]) {
    return crc32_of_each(crc, numbers, Count);
}
template <class... Numbers>
uint32_t checksum_of(uint32_t crc, const Numbers&... numbers) {
    ((crc = checksum_of_one(crc, numbers)), ...);
    return crc;
}
template <class T, size_t Count, uint32_t Arrays>
uint32_t checksum_of(uint32_t crc, const training_state<T, Count, Arrays>& state) {
    if constexpr (Arrays > 0) crc = checksum_of(crc, state.optimizer);
    return checksum_of(crc, state.steps);
}

template <class State, class Observed>
uint32_t checksum_of(uint32_t crc, const observing_state<State, Observed>& state) {
    crc = checksum_of(crc, static_cast<const State&>(state));
    for (const auto& range : state.observed.ranges) {
        crc = checksum_of(crc, range.lowest, range.highest);
    }
    return checksum_of(crc, state.observed.steps);
}

/// Member by member, so that padding does not matter.
template <class Trainer>
uint32_t checksum_of(const checkpoint<Trainer>& saved) {
    const auto& progress = saved.progress;
    uint32_t crc =
        checksum_of(0, saved.layout, progress.setup, progress.epochs, progress.kept_epoch,
                    progress.best_epoch, progress.returned, progress.best_cost);
    crc = checksum_of(crc, saved.state);
    crc = checksum_of(crc, saved.kept_state);
    return checksum_of(crc, saved.parameters.values, saved.kept.values);
}

/// A checksum of the layout's version and the trainer's type.
template <class Trainer>
inline constexpr uint32_t checkpoint_layout =
    fingerprint().add("checkpoint").add(2U).add(trainer_fingerprint<Trainer>).value();

}  // namespace detail

/// Copies the state of `t`, w and memory. For use between two epochs: in fit()'s callback, or after
/// fit() has returned.
template <class Trainer, uint32_t Samples>
void save(const Trainer& t, const parameters_of<typename Trainer::network>& w,
          const fit_memory<Trainer, Samples>& memory, checkpoint<Trainer>& to) {
    to.layout = detail::checkpoint_layout<Trainer>;
    to.progress = memory.progress;
    to.state = t.state();
    to.kept_state = memory.kept_state;
    to.parameters = w;
    to.kept = memory.kept;
    to.crc = detail::checksum_of(to);
}

/// Restores everything. With the same data and settings resume_fit() then gives the bits of a
/// training that was never interrupted. status::damaged_data when a bit of the checkpoint has
/// changed, or its trainer had another type: another network or activation, number type, rounding
/// profile, loss, optimizer, batch size, other options or another order of them, other frozen
/// layers (trainer_fingerprint). Then nothing was changed. Settings are neither stored nor
/// compared, so a training may continue with a lower learning rate.
template <class Trainer, uint32_t Samples>
status load(const checkpoint<Trainer>& from, Trainer& t,
            parameters_of<typename Trainer::network>& w, fit_memory<Trainer, Samples>& memory) {
    if (from.layout != detail::checkpoint_layout<Trainer> ||
        from.crc != detail::checksum_of(from)) {
        return status::damaged_data;
    }
    memory.progress = from.progress;
    memory.kept_state = from.kept_state;
    memory.kept = from.kept;
    t.restore(from.state);
    w = from.parameters;
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
