// Normal numbers by one instruction set: compiled once for each, with its flags.
#include "picomlp/random/normal_routine.hpp"

#include "picomlp/simd/dispatch/this_instruction_set.hpp"

#include "picomlp/random/normal_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

#define PICOMLP_DEFINE_ROUTINES(name)                             \
    const normal_routine<float> name##_float_normals =            \
        normal_blocks<normal_functions<simd::name>, float>::fill; \
    const normal_routine<double> name##_double_normals =          \
        normal_blocks<normal_functions<simd::name>, double>::fill;
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_ROUTINES)
#undef PICOMLP_DEFINE_ROUTINES

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
