// k-fold cross-validation: every sample is held out once.
#pragma once

#include <cstdint>
#include <vector>

#include "tune/samples.hpp"

namespace tune {

/// The fold, from 0 to folds - 1, of each sample. Samples are shuffled by `seed`, sorted by label
/// with their order kept, and dealt to the folds in turn: so the sizes of two folds differ by one
/// at most, and so do their numbers of samples of one label. 2 <= folds <= labels.size().
std::vector<uint32_t> deal_folds(const std::vector<float>& labels, uint32_t folds, uint64_t seed);

/// What one fold's training sees, and what it is judged by.
struct split {
    samples training;
    samples held_out;
};

/// One split for each fold: that fold held out, the others to train on; samples in their order.
std::vector<split> split_by_fold(const samples& all, const std::vector<uint32_t>& fold_of,
                                 uint32_t folds);

/// Gives every feature of the training samples mean 0 and standard deviation 1, and treats the
/// held-out samples alike: they have no say in it. A feature that is constant in training is only
/// centred.
void standardize(split& both);

}  // namespace tune
