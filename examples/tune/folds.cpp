// SPDX-License-Identifier: MIT
#include "tune/folds.hpp"

#include <algorithm>

#include "common/csv.hpp"
#include "common/csv_rows.hpp"
#include "picomlp/math/sqrt.hpp"
#include "picomlp/random/shuffle.hpp"

namespace tune {

namespace {

void scale(float* first, uint32_t count, const mean_and_scale& by) {
    std::for_each(first, first + count,
                  [&](float& x) { x = static_cast<float>((x - by.mean) / by.deviation); });
}

}  // namespace

mean_and_scale moments_of(const float* first, uint32_t count) {
    double mean = 0;
    for (uint32_t i = 0; i < count; ++i) mean += first[i];
    mean /= count;
    double variance = 0;
    for (uint32_t i = 0; i < count; ++i) variance += (first[i] - mean) * (first[i] - mean);
    variance /= count;
    return {mean, variance > 0 ? picomlp::math::sqrt(variance) : 1};
}

std::vector<uint32_t> deal_folds(const samples& all, uint32_t folds, uint64_t seed) {
    const uint32_t count = all.size();
    std::vector<uint32_t> order(count);
    picomlp::identity_order(order.data(), count);
    picomlp::xoshiro128pp bits(seed);
    picomlp::shuffle(order.data(), count, bits);
    if (all.is_for() == task::classification) {
        std::stable_sort(order.begin(), order.end(),
                         [&](uint32_t a, uint32_t b) { return all.y[a] < all.y[b]; });
    }
    std::vector<uint32_t> fold_of(count);
    for (uint32_t i = 0; i < count; ++i) fold_of[order[i]] = i % folds;
    return fold_of;
}

std::vector<split> split_by_fold(const samples& all, const std::vector<uint32_t>& fold_of,
                                 uint32_t folds) {
    std::vector<split> splits;
    for (uint32_t fold = 0; fold < folds; ++fold) {
        std::vector<uint32_t> training;
        std::vector<uint32_t> held_out;
        for (uint32_t i = 0; i < all.size(); ++i) {
            (fold_of[i] == fold ? held_out : training).push_back(i);
        }
        splits.push_back({select(all, training), select(all, held_out)});
    }
    return splits;
}

void standardize(split& both) {
    const uint32_t count = both.training.size();
    const uint32_t held_out = both.held_out.size();
    for (uint32_t f = 0; f < both.training.features; ++f) {
        float* const first = &both.training.x[size_t{f} * count];
        const mean_and_scale by = moments_of(first, count);
        scale(first, count, by);
        scale(&both.held_out.x[size_t{f} * held_out], held_out, by);
    }
    if (both.training.is_for() != task::regression) return;
    const mean_and_scale by = moments_of(both.training.y.data(), count);
    scale(both.training.y.data(), count, by);
    both.target_mean = by.mean;
    both.target_deviation = by.deviation;
}

std::string note_on_rare_classes(const samples& all, uint32_t folds) {
    if (all.is_for() == task::regression) return {};
    std::vector<uint32_t> members(all.classes.size());
    for (const float number : all.y) ++members[static_cast<size_t>(number)];
    const auto rare = static_cast<size_t>(std::count_if(
        members.begin(), members.end(), [folds](uint32_t count) { return count < folds; }));
    const auto rarest = std::min_element(members.begin(), members.end());
    if (rare == 0 || (rare == members.size() && *rarest > 1)) return {};
    const std::string name = shown(all.classes[static_cast<size_t>(rarest - members.begin())]);
    const std::string count = std::to_string(*rarest) + (*rarest == 1 ? " sample" : " samples");
    std::string note = rare == 1
                           ? "Class " + name + " has " + count + ", fewer than there are folds: "
                           : std::to_string(rare) + " of " + std::to_string(members.size()) +
                                 " classes have fewer samples than there are folds (" + name +
                                 ": " + count + "): ";
    note += std::string("some folds are judged without ") + (rare == 1 ? "it." : "them.");
    if (*rarest == 1) note += " A class of 1 sample is not known where that is held out.";
    if (2 * rare > members.size() && csv_number(all.classes[0])) {
        note += " To predict numbers: --task regression.";
    }
    return note;
}

}  // namespace tune
