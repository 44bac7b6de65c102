#include "picomlp/simd/avx2.hpp"

#include "picomlp/kernels/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

const kernel_table<float> avx2_float = table_of<simd::avx2, float>;
const kernel_table<double> avx2_double = table_of<simd::avx2, double>;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
