#include "picomlp/simd/scalar.hpp"
#include "picomlp/math/array_functions.hpp"
#include "picomlp/math/isa/tables.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

const array_table<float> scalar_float_arrays = array_table_of<simd::scalar, float>;
const array_table<double> scalar_double_arrays = array_table_of<simd::scalar, double>;

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
