#include "picomlp/simd/scalar.hpp"
#include "picomlp/random/isa/tables.hpp"
#include "picomlp/random/normal_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const normal_routine<float> scalar_float_normals =
    normal_blocks<normal_functions<simd::scalar>, float>::fill;
const normal_routine<double> scalar_double_normals =
    normal_blocks<normal_functions<simd::scalar>, double>::fill;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
