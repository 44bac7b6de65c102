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
    const known_set sets[] = {{"scalar", scalar_peak_float, scalar_peak_double},
                              {"sse2", sse2_peak_float, sse2_peak_double},
                              {"avx2", avx2_peak_float, avx2_peak_double},
                              {"avx512", avx512_peak_float, avx512_peak_double}};
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
