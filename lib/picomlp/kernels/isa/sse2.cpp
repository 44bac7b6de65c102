#include "picomlp/simd/sse2.hpp"

#include "picomlp/kernels/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

const kernel_table<float> sse2_float = table_of<simd::sse2, float>;
const kernel_table<double> sse2_double = table_of<simd::sse2, double>;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
