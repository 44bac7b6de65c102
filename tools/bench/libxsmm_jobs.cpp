// SPDX-License-Identifier: MIT
// The jobs done by libxsmm, which writes its kernels for one size at run time.
#include <libxsmm.h>

#include <stdexcept>

#include "contender.hpp"
#include "product_jobs.hpp"

namespace bench {

namespace {

struct known_target {
    const char* name;
    int id;
};

constexpr known_target targets[] = {{"sse2", LIBXSMM_X86_SSE3},  // the least it writes code for
                                    {"avx2", LIBXSMM_X86_AVX2},
                                    {"avx512", LIBXSMM_X86_AVX512_CORE}};

auto kernel_for(int size, float alpha, float beta) {
    return libxsmm_smmdispatch(size, size, size, nullptr, nullptr, nullptr, &alpha, &beta, nullptr,
                               nullptr);
}

auto kernel_for(int size, double alpha, double beta) {
    return libxsmm_dmmdispatch(size, size, size, nullptr, nullptr, nullptr, &alpha, &beta, nullptr,
                               nullptr);
}

}  // namespace

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (const known_target& target : targets) {
        if (libxsmm_cpuid() >= target.id) names.emplace_back(target.name);
    }
    return names;
}

contender choose_instruction_set(const std::string& name) {
    libxsmm_init();  // or the first dispatch does it, and takes what the processor has
    for (const known_target& target : targets) {
        if (name == target.name) libxsmm_set_target_archid(target.id);
    }
    return {std::string("libxsmm ") + LIBXSMM_VERSION + " " + libxsmm_get_target_arch(), name, ""};
}

/// Its matrices lie by columns: c = a b by rows is the product of b and a by columns.
template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    return product_jobs<T>(wanted, [](int size) {
        const auto kernel = kernel_for(size, T(1), T(0));
        if (!kernel) throw std::runtime_error("libxsmm writes no such kernel for this processor");
        return [kernel](const T* a, const T* b, T* c) { kernel(b, a, c); };
    });
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
