// SPDX-License-Identifier: MIT
// All trials of a search, on the threads of all processes that share it.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "tune/process_group.hpp"
#include "tune/results.hpp"

namespace tune {

/// Everything that the results depend on.
struct plan {
    std::vector<point> points;
    std::vector<split> splits;  ///< 2 or more
    uint32_t epochs = 0;
};

/// A number that two plans share when they are the same and the library rounds alike, and hardly
/// ever otherwise (64-bit FNV-1a over the bytes).
uint64_t fingerprint(const plan& of);

/// Trains every point on every split: `jobs` threads in each process of the group, to each process
/// as many trainings as to the others. All processes call this together with the same plan; the
/// first gets the trials, numbered from 1 in the order of the points, the others none. The trials
/// do not depend on jobs or processes. `done` is told of trainings done in this process, and of how
/// many it has in all; never two calls at a time. Throws what train_and_judge throws.
std::vector<trial> run(const plan& of, const process_group& group, uint32_t jobs,
                       const std::function<void(uint32_t done, uint32_t of)>& done);

}  // namespace tune
