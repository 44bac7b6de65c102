#include "picomlp/simd/avx2.hpp"
#include "picomlp/random/isa/tables.hpp"
#include "picomlp/random/normal_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const normal_routine<float> avx2_float_normals =
    normal_blocks<normal_functions<simd::avx2>, float>::fill;
const normal_routine<double> avx2_double_normals =
    normal_blocks<normal_functions<simd::avx2>, double>::fill;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
