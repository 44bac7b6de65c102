#include "picomlp/simd/sse2.hpp"
#include "picomlp/random/isa/tables.hpp"
#include "picomlp/random/normal_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const normal_routine<float> sse2_float_normals =
    normal_blocks<normal_functions<simd::sse2>, float>::fill;
const normal_routine<double> sse2_double_normals =
    normal_blocks<normal_functions<simd::sse2>, double>::fill;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
