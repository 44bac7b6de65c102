// The functions over arrays of one instruction set: compiled once for each, with its flags.
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

#include "picomlp/math/array_functions.hpp"
#include "picomlp/math/array_table.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

#define PICOMLP_DEFINE_TABLES(name)                                                   \
    const array_table<float> name##_float_arrays = array_table_of<simd::name, float>; \
    const array_table<double> name##_double_arrays = array_table_of<simd::name, double>;
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_TABLES)
#undef PICOMLP_DEFINE_TABLES

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
