// SPDX-License-Identifier: MIT
// k-fold cross-validation: every sample is held out once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tune/samples.hpp"

namespace tune {

/// The fold, from 0 to folds - 1, of each sample. Samples are shuffled by `seed`, sorted by class
/// with their order kept (in regression: not sorted), and dealt to the folds in turn: so the sizes
/// of two folds differ by one at most, and so do their numbers of samples of one class.
/// 2 <= folds <= all.size().
std::vector<uint32_t> deal_folds(const samples& all, uint32_t folds, uint64_t seed);

/// What one fold's training sees, and what it is judged by.
struct split {
    samples training;
    samples held_out;
    /// In regression: what a network learns are (y - target_mean) / target_deviation. training.y
    /// is so scaled, held_out.y is not.
    double target_mean = 0;
    double target_deviation = 1;
};

/// Of `count` numbers, 1 or more.
struct mean_and_scale {
    double mean;
    double deviation;  ///< 1 where all are equal
};
mean_and_scale moments_of(const float* first, uint32_t count);

/// One split for each fold: that fold held out, the others to train on; samples in their order.
std::vector<split> split_by_fold(const samples& all, const std::vector<uint32_t>& fold_of,
                                 uint32_t folds);

/// Gives every feature of the training samples mean 0 and standard deviation 1, and treats the
/// held-out samples alike: they have no say in it. In regression scales the target too. What is
/// constant in training is only centred.
void standardize(split& both);

/// What to tell the user of classes that some folds hold out no sample of, or that are unknown
/// where their only sample is held out; empty when there are none, and when no class has a sample
/// for each fold, as in leave-one-out.
std::string note_on_rare_classes(const samples& all, uint32_t folds);

}  // namespace tune
