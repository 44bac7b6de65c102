#include "picomlp/math/sqrt.hpp"

// The one place that chooses. __ARM_FP has bit 2 set for float and bit 3 for double hardware.
#if defined(__SSE2__)
#include "picomlp/math/sqrt_sse2.hpp"
#elif defined(__aarch64__) || (defined(__ARM_FP) && (__ARM_FP & 8)) || \
    (defined(__riscv_flen) && __riscv_flen >= 64)
#include "picomlp/math/sqrt_builtin.hpp"
#elif (defined(__ARM_FP) && (__ARM_FP & 4)) || (defined(__riscv_flen) && __riscv_flen >= 32)
#include "picomlp/math/sqrt_builtin_single.hpp"
#else
#include "picomlp/math/sqrt_software.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

float sqrt(float x) noexcept { return detail::best_sqrt(x); }
double sqrt(double x) noexcept { return detail::best_sqrt(x); }

void sqrt(const float* x, float* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = detail::best_sqrt(x[i]);
}

void sqrt(const double* x, double* y, size_t n) noexcept {
    for (size_t i = 0; i < n; ++i) y[i] = detail::best_sqrt(x[i]);
}

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
