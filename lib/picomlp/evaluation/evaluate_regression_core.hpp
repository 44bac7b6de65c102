// The loop of evaluate_regression(), shared by networks and models with scalings. For this floor's
// sources: not installed.
#pragma once

#include "picomlp/evaluation/evaluate_regression.hpp"
#include "picomlp/network/forward.hpp"
#include "picomlp/network/sample_parts.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace evaluating_regression {

/// x and y are both rows or both strided_samples. Static, so that the compiler may inline it.
template <class T, class Walk, class Samples>
static regression_summary<T> evaluate_parts(Walk walk, uint32_t samples, Samples x, Samples y,
                                            regression_workspace<T> workspace,
                                            regression_figures<T>* each) {
    const uint32_t outputs = walk.outputs();
    const auto refused = [](status why) {
        return regression_summary<T>{{T(0), T(0), T(0)}, 0, why};
    };
    if (samples == 0) return refused(status::no_samples);
    if (!are_finite<T>(walk.inputs(), samples, x)) return refused(status::not_finite_input);
    if (!are_finite<T>(outputs, samples, y)) return refused(status::not_finite_input);
    const uint32_t capacity = workspace.hidden.capacity;
    const strided_rows<T> predicted{workspace.outputs, capacity};
    // Free once the predictions have been copied from there.
    const strided_rows<T> room = last_layer_rows(walk.table.count, workspace.hidden);
    uint32_t done = 0;
    for (uint32_t o = 0; o < outputs; ++o) workspace.errors[o] = {};
    while (done < samples) {
        const uint32_t left = samples - done;
        const uint32_t count = left < capacity ? left : capacity;
        const status outcome = walk.predict(x, done, count, predicted);
        if (outcome != status::ok) return refused(outcome);
        const strided_rows<const T> targets = part_of<T>(outputs, y, done, count, room);
        // Advances `done`.
        const status added = add_to_errors<T>(outputs, count, read_only(predicted), targets, &done,
                                              workspace.errors);
        if (added != status::ok) return refused(added);
    }
    return summarize_errors<T>(outputs, samples, workspace.errors, each);
}

}  // namespace evaluating_regression
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
