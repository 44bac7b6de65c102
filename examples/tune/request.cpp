// SPDX-License-Identifier: MIT
#include "tune/request.hpp"

#include "common/paragraph.hpp"
#include "common/terminal.hpp"
#include "tune/table.hpp"

namespace tune {

namespace {

std::string described_labels(const samples& data) {
    if (data.classes.size() > 2) return ", " + std::to_string(data.classes.size()) + " classes";
    if (data.is_for() == task::classification) return {};
    const mean_and_scale target = moments_of(data.y.data(), data.size());
    return ", target " + in_any_unit({target.mean, target.deviation});
}

}  // namespace

plan planned(const request& asked, const samples& data) {
    if (asked.folds > data.size()) {
        throw search_error(std::to_string(asked.folds) + " folds need as many samples; " +
                           data.name + " has " + std::to_string(data.size()));
    }
    plan made;
    made.points = asked.grid ? grid_points(asked.space, asked.grid_steps, most_trials)
                             : random_points(asked.space, asked.trials, asked.seed);
    made.splits = split_by_fold(data, deal_folds(data, asked.folds, asked.seed), asked.folds);
    if (asked.standardized) {
        for (auto& one : made.splits) standardize(one);
    }
    made.epochs = asked.epochs;
    return made;
}

std::string heading_of(const request& asked, const samples& data, size_t trials) {
    std::string heading = data.name + ": " + std::to_string(data.size()) + " samples of " +
                          std::to_string(data.features) + " features" + described_labels(data) +
                          ", " + std::to_string(asked.folds) + " folds\n" +
                          (asked.grid ? "grid" : "random") + " search, " + std::to_string(trials) +
                          " trials of " + std::to_string(asked.epochs) + " epochs\n";
    const std::string note = note_on_rare_classes(data, asked.folds);
    if (!note.empty()) heading += wrapped(note, usual_terminal_width) + '\n';
    return heading;
}

}  // namespace tune
