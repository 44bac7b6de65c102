// SPDX-License-Identifier: MIT
// How many multiply-adds one core can do with each instruction set, measured.
#pragma once

#include <string>
#include <vector>

#include "jobs.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace bench {

/// The job "peak", done by the instructions of a set ("scalar", "sse2", ...) themselves: "fused"
/// where it has such an instruction, and "separate". Empty for sets that it does not know.
template <class T>
std::vector<job> peak_jobs(const std::string& instruction_set);
extern template std::vector<job> peak_jobs<float>(const std::string&);
extern template std::vector<job> peak_jobs<double>(const std::string&);

/// Passes of peak_multiply_adds multiply-adds of numbers; return what their results are, 1.
struct peak_passes {
    double (*fused)();  ///< null where there is no such instruction
    double (*separate)();
};

// Each compiled for its instruction set, for processors that have it.
#define BENCH_PASSES(name) extern const peak_passes name##_peak_float, name##_peak_double;
PICOMLP_X86_INSTRUCTION_SETS(BENCH_PASSES)
#undef BENCH_PASSES

}  // namespace bench
