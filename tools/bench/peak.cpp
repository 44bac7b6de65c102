// SPDX-License-Identifier: MIT
#include "peak.hpp"

#include <memory>
#include <type_traits>

namespace bench {

namespace {

struct known_set {
    const char* name;
    const peak_passes& in_float;
    const peak_passes& in_double;
};

job job_of(const char* variant, double (*pass)()) {
    const auto result = std::make_shared<double>(0);
    return {"peak", variant,
            [result, pass](long count) {
                for (long k = 0; k < count; ++k) *result = pass();
            },
            [result] { return *result; }};
}

}  // namespace

template <class T>
std::vector<job> peak_jobs(const std::string& instruction_set) {
    std::vector<job> jobs;
#ifdef BENCH_KNOWS_PEAKS
#define BENCH_KNOWN_SET(name) {#name, name##_peak_float, name##_peak_double},
    const known_set sets[] = {PICOMLP_X86_INSTRUCTION_SETS(BENCH_KNOWN_SET)};
#undef BENCH_KNOWN_SET
    for (const known_set& set : sets) {
        if (instruction_set != set.name) continue;
        const peak_passes& passes = std::is_same_v<T, float> ? set.in_float : set.in_double;
        if (passes.fused) jobs.push_back(job_of("fused", passes.fused));
        jobs.push_back(job_of("separate", passes.separate));
    }
#endif
    return jobs;
}

template std::vector<job> peak_jobs<float>(const std::string&);
template std::vector<job> peak_jobs<double>(const std::string&);

}  // namespace bench
