#include "picomlp/simd/fused_multiply_add.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {
float software_fused_multiply_add(float a, float b, float c) noexcept { return a*b+c; }
double software_fused_multiply_add(double a, double b, double c) noexcept { return a*b+c; }
}
}
}
