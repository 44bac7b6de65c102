#include "picomlp/math/sqrt.hpp"

#include "picomlp/math/best_sqrt.hpp"

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
