// The kernels of one instruction set: compiled once for each, with its flags.
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

#include "picomlp/kernels/dispatch/kernel_table.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

#define PICOMLP_DEFINE_TABLES(name)                                       \
    const kernel_table<float> name##_float = table_of<simd::name, float>; \
    const kernel_table<double> name##_double = table_of<simd::name, double>;
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_TABLES)
#undef PICOMLP_DEFINE_TABLES

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
