#include "picomlp/simd/sse2.hpp"
#include "picomlp/math/array_functions.hpp"
#include "picomlp/math/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

const array_table<float> sse2_float_arrays = array_table_of<simd::sse2, float>;
const array_table<double> sse2_double_arrays = array_table_of<simd::sse2, double>;

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
