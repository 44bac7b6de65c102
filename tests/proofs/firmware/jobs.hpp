// SPDX-License-Identifier: MIT
// What firmware does with the library, float throughout: each job calls it as a product would, on
// static memory. Linked without a C library by links.py, measured on the chip by stack_use.cpp.
#pragma once

#include <stdint.h>

namespace testing {

/// A job's name is that of its function, by which stack_bounds.py finds its bound.
struct job {
    const char* name;
    bool (*run)();  ///< true when every call was ok
};

extern const job jobs[];
extern const uint32_t job_count;

}  // namespace testing
