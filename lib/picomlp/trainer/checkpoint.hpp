// An interrupted training, to be stored and taken up again.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/crc32.hpp"
#include "picomlp/trainer/fit.hpp"
#include "picomlp/trainer/trainer_fingerprint.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// All that resume_fit() needs besides data and settings: parameters, the optimizer's
/// numbers, the number of steps (which dropout's masks and schedules count by), the number of
/// epochs (from which every order is drawn), the parameters to return to, and a checksum. Plain
/// numbers in the machine's byte order: write it to flash or a file as it is, and read it back on a
/// machine that stores numbers the same way.
template <class Trainer>
struct checkpoint {
    using network = typename Trainer::network;

    uint32_t layout;  ///< the trainer's fingerprint: load() refuses another's checkpoint
    uint32_t crc;     ///< of everything else
    fit_progress<typename Trainer::value_type> progress;
    typename Trainer::state_type state;
    typename Trainer::state_type kept_state;
    parameters_of<network> parameters;
    parameters_of<network> kept;
};

namespace detail {

template <class T, size_t Count>
uint32_t checksum_of(uint32_t crc, const T (&values)[Count]) {
    return crc32(crc, values, sizeof values);
}
template <class T, size_t Count, uint32_t Arrays>
uint32_t checksum_of(uint32_t crc, const training_state<T, Count, Arrays>& state) {
    if constexpr (Arrays > 0) crc = checksum_of(crc, state.optimizer);
    return crc32(crc, &state.steps, sizeof state.steps);
}

/// Member by member, so that bytes between them do not matter.
template <class Trainer>
uint32_t checksum_of(const checkpoint<Trainer>& saved) {
    const auto& progress = saved.progress;
    uint32_t crc = crc32(0, &saved.layout, sizeof saved.layout);
    crc = crc32(crc, &progress.setup, sizeof progress.setup);
    crc = crc32(crc, &progress.epochs, sizeof progress.epochs);
    crc = crc32(crc, &progress.kept_epoch, sizeof progress.kept_epoch);
    crc = crc32(crc, &progress.best_epoch, sizeof progress.best_epoch);
    crc = crc32(crc, &progress.returned, sizeof progress.returned);
    crc = crc32(crc, &progress.best_cost, sizeof progress.best_cost);
    crc = checksum_of(crc, saved.state);
    crc = checksum_of(crc, saved.kept_state);
    crc = checksum_of(crc, saved.parameters.values);
    return checksum_of(crc, saved.kept.values);
}

/// The version of a checkpoint's layout, and whose it is.
template <class Trainer>
inline constexpr uint32_t checkpoint_layout =
    fingerprint().add("checkpoint").add(2U).add(trainer_fingerprint<Trainer>).value();

}  // namespace detail

/// What `t`, w and memory hold between two epochs: in fit()'s callback, or after it.
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

/// Puts everything back; with the same data and settings resume_fit() goes on with the bits of a
/// training that was never interrupted. status::damaged_data when a bit of the checkpoint has
/// changed, or it is that of a trainer that differs in anything its type says: network with
/// activations, number type, rounding profile, loss, optimizer, size of batches, options and their
/// order, frozen layers (trainer_fingerprint). Then nothing was changed. Settings are not stored
/// and not compared: a training may well go on with a lower learning rate.
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
