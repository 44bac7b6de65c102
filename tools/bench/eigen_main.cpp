// SPDX-License-Identifier: MIT
// What Eigen was compiled for.
#include <Eigen/Core>

#include "contender.hpp"

#define BENCH_TEXT_OF(x) #x
#define BENCH_TEXT(x) BENCH_TEXT_OF(x)

namespace bench {

std::vector<std::string> instruction_sets() {
    // The program itself was compiled for what it finds or misses here.
#if defined(__x86_64__) && defined(__AVX2__)
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return {};
#endif
#if defined(__x86_64__) && defined(__AVX512F__)
    if (!__builtin_cpu_supports("avx512f")) return {};
#endif
    return {BENCH_INSTRUCTION_SET};
}

contender choose_instruction_set(const std::string& name) {
    return {"Eigen " BENCH_TEXT(EIGEN_WORLD_VERSION) "." BENCH_TEXT(
                EIGEN_MAJOR_VERSION) "." BENCH_TEXT(EIGEN_MINOR_VERSION),
            name, ""};
}

}  // namespace bench
