// The jobs done by OpenBLAS. It chooses its kernels while it is being loaded: the environment's
// OPENBLAS_CORETYPE tells it which ones.
#include <cblas.h>

#include "contender.hpp"
#include "product_jobs.hpp"

namespace bench {

namespace {

void multiply(int size, const float* a, const float* b, float* c) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a, size, b, size, 0,
                c, size);
}

void multiply(int size, const double* a, const double* b, double* c) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a, size, b, size, 0,
                c, size);
}

}  // namespace

std::vector<std::string> instruction_sets() {
    const std::string core = openblas_get_corename();
    if (core == "SkylakeX" || core == "Cooperlake" || core == "Sapphirerapids") return {"avx512"};
    if (core == "Haswell" || core == "Zen") return {"avx2"};
    if (core == "Prescott" || core == "Core2" || core == "Penryn" || core == "Nehalem") {
        return {"sse2"};
    }
    return {core};
}

contender choose_instruction_set(const std::string& name) {
    openblas_set_num_threads(1);
    const std::string config = openblas_get_config();  // "OpenBLAS 0.3.21 DYNAMIC_ARCH ..."
    return {
        config.substr(0, config.find(' ', config.find(' ') + 1)) + " " + openblas_get_corename(),
        name, ""};
}

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    return product_jobs<T>(wanted, [](int size) {
        return [size](const T* a, const T* b, T* c) { multiply(size, a, b, c); };
    });
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
