#include "picomlp/simd/avx512.hpp"

#include "picomlp/kernels/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

const kernel_table<float> avx512_float = table_of<simd::avx512, float>;
const kernel_table<double> avx512_double = table_of<simd::avx512, double>;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
