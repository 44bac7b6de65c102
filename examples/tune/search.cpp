// SPDX-License-Identifier: MIT
#include "tune/search.hpp"

#include <cstring>

#include "picomlp/base/profile.hpp"
#include "tune/workers.hpp"

namespace tune {

namespace {

class fnv_1a {
  public:
    template <class T>
    void add(const T& number) {
        unsigned char bytes[sizeof number];
        std::memcpy(bytes, &number, sizeof number);
        for (const unsigned char byte : bytes) state_ = (state_ ^ byte) * 0x100000001b3U;
    }
    template <class T>
    void add(const std::vector<T>& numbers) {
        add(uint64_t{numbers.size()});
        for (const T& number : numbers) add(number);
    }
    uint64_t value() const { return state_; }

  private:
    uint64_t state_ = 0xcbf29ce484222325U;
};

/// A score as it travels between processes.
constexpr uint32_t words_of_score = 3;

void store(const fold_score& score, uint32_t* words) {
    words[0] = static_cast<uint32_t>(score.status);
    std::memcpy(&words[1], &score.cost, sizeof score.cost);
    std::memcpy(&words[2], &score.quality, sizeof score.quality);
}

fold_score load(const uint32_t* words) {
    fold_score score{static_cast<picomlp::status>(words[0]), 0, 0};
    std::memcpy(&score.cost, &words[1], sizeof score.cost);
    std::memcpy(&score.quality, &words[2], sizeof score.quality);
    return score;
}

}  // namespace

uint64_t fingerprint(const plan& of) {
    fnv_1a hash;
    hash.add(picomlp::profile);
    hash.add(of.epochs);
    for (const point& at : of.points) {
        hash.add(at.learning_rate);
        hash.add(at.l2);
        hash.add(at.by);
        hash.add(at.start);
        hash.add(at.hidden);
        hash.add(at.seed);
        hash.add(at.in_hidden);
    }
    for (const split& one : of.splits) {
        hash.add(one.target_mean);
        hash.add(one.target_deviation);
        for (const samples* part : {&one.training, &one.held_out}) {
            hash.add(part->x);
            hash.add(part->y);
            hash.add(uint64_t{part->classes.size()});
        }
    }
    return hash.value();
}

std::vector<trial> run(const plan& of, const process_group& group, uint32_t jobs,
                       const std::function<void(uint32_t done, uint32_t of)>& done) {
    // Training t is fold t % folds of point t / folds; process r does trainings r, r + size, ...
    const auto folds = static_cast<uint32_t>(of.splits.size());
    const uint32_t all = static_cast<uint32_t>(of.points.size()) * folds;
    const uint32_t ours = (all + group.size() - 1 - group.rank()) / group.size();
    std::vector<uint32_t> words(size_t{ours} * words_of_score);
    run_on_threads(
        ours, jobs,
        [&](uint32_t i) {
            const uint32_t t = group.rank() + i * group.size();
            const uint32_t fold = t % folds;
            store(train_and_judge(of.points[t / folds], of.splits[fold], fold, of.epochs),
                  &words[size_t{i} * words_of_score]);
        },
        [&](uint32_t count) { done(count, ours); });

    words = group.gather(words);
    if (group.rank() != 0) return {};
    std::vector<trial> trials;
    for (const point& at : of.points) {
        trials.push_back({static_cast<uint32_t>(trials.size()) + 1, at,
                          std::vector<fold_score>(folds, fold_score{})});
    }
    const uint32_t* next = words.data();
    for (uint32_t rank = 0; rank < group.size(); ++rank) {
        for (uint32_t t = rank; t < all; t += group.size(), next += words_of_score) {
            trials[t / folds].folds[t % folds] = load(next);
        }
    }
    return trials;
}

}  // namespace tune
