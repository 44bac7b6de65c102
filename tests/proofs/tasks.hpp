// SPDX-License-Identifier: MIT
// Calls of the library as an application's tasks make them. Each task has parameters, data and
// scratch of its own; a CRC sums up its results.
#pragma once

#include <stdint.h>

namespace testing {

struct task {
    const char* name;
    /// Does the task anew from the data that `seed` gives, in the memory `place`, 0 or 1; results
    /// depend on the seed alone.
    uint32_t (*run)(uint32_t place, uint32_t seed);
};

/// CRC of all bytes that the last task in the memory `place` could write to: another one's must not
/// change them.
uint32_t memory_crc(uint32_t place);

extern const task tasks[];
extern const uint32_t task_count;

/// Called wherever the library calls the application: before and after activations, losses and
/// hooks, and between epochs.
extern void (*at_visit)();

}  // namespace testing
