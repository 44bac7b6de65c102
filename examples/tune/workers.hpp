// SPDX-License-Identifier: MIT
// Many tasks on all processors of one machine.
#pragma once

#include <cstdint>
#include <functional>

namespace tune {

/// The processors that this process may run on, at least 1.
uint32_t processors();

/// Calls task(i) once for every i < count, on `jobs` threads of which the caller's is one, each
/// taking the next i when it is free; fewer threads when the system has no more to give. After a
/// task, done(n) with the number of tasks done so far; never two of these calls at a time. The
/// first exception that a task throws lets the threads take no further ones, and is thrown when all
/// have come to an end.
void run_on_threads(uint32_t count, uint32_t jobs, const std::function<void(uint32_t)>& task,
                    const std::function<void(uint32_t)>& done);

}  // namespace tune
