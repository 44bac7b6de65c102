#include "picomlp/simd/scalar.hpp"

#include "picomlp/kernels/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

const kernel_table<float> scalar_float = table_of<simd::scalar, float>;
const kernel_table<double> scalar_double = table_of<simd::scalar, double>;

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
