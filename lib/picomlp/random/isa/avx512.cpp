#include "picomlp/simd/avx512.hpp"
#include "picomlp/random/isa/tables.hpp"
#include "picomlp/random/normal_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const normal_routine<float> avx512_float_normals =
    normal_blocks<normal_functions<simd::avx512>, float>::fill;
const normal_routine<double> avx512_double_normals =
    normal_blocks<normal_functions<simd::avx512>, double>::fill;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
