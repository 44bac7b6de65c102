// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

#define PICOMLP_TYPE(name) , simd::name
#define PICOMLP_CALL(name, parameters, arguments)                                                \
    namespace {                                                                                  \
    template <class T, class, class... InstructionSets>                                          \
    constexpr void(*name##_table[]) parameters = {array_functions<InstructionSets, T>::name...}; \
    }                                                                                            \
    template <class T>                                                                           \
    void active_array_functions<T>::name parameters {                                            \
        simd::active_of(name##_table<T, void PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_TYPE)>)      \
            arguments;                                                                           \
    }
PICOMLP_ARRAY_FUNCTIONS(PICOMLP_CALL, T)
#undef PICOMLP_CALL
#undef PICOMLP_TYPE

template struct active_array_functions<float>;
template struct active_array_functions<double>;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
