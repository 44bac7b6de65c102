#include "tune/folds.hpp"

#include <algorithm>

#include "picomlp/math/sqrt.hpp"
#include "picomlp/random/shuffle.hpp"

namespace tune {

std::vector<uint32_t> deal_folds(const std::vector<float>& labels, uint32_t folds, uint64_t seed) {
    const auto count = static_cast<uint32_t>(labels.size());
    std::vector<uint32_t> order(count);
    picomlp::identity_order(order.data(), count);
    picomlp::xoshiro128pp bits(seed);
    picomlp::shuffle(order.data(), count, bits);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return labels[a] < labels[b]; });
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
    for (uint32_t f = 0; f < both.training.features; ++f) {
        float* const first = &both.training.x[size_t{f} * count];
        double mean = 0;
        for (uint32_t i = 0; i < count; ++i) mean += first[i];
        mean /= count;
        double variance = 0;
        for (uint32_t i = 0; i < count; ++i) variance += (first[i] - mean) * (first[i] - mean);
        variance /= count;
        const double deviation = variance > 0 ? picomlp::math::sqrt(variance) : 1;
        const auto scale = [&](float& x) { x = static_cast<float>((x - mean) / deviation); };
        std::for_each(first, first + count, scale);
        float* const held_out = &both.held_out.x[size_t{f} * both.held_out.size()];
        std::for_each(held_out, held_out + both.held_out.size(), scale);
    }
}

}  // namespace tune
