// How many multiply-adds one core can do with each instruction set, measured.
#pragma once

#include <string>
#include <vector>

#include "jobs.hpp"

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
extern const peak_passes scalar_peak_float, scalar_peak_double;
extern const peak_passes sse2_peak_float, sse2_peak_double;
extern const peak_passes avx2_peak_float, avx2_peak_double;
extern const peak_passes avx512_peak_float, avx512_peak_double;

}  // namespace bench
