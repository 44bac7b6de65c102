#include "picomlp/simd/avx512.hpp"
#include "picomlp/math/array_functions.hpp"
#include "picomlp/math/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

const array_table<float> avx512_float_arrays = array_table_of<simd::avx512, float>;
const array_table<double> avx512_double_arrays = array_table_of<simd::avx512, double>;

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
