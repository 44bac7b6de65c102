#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

#define PICOMLP_TABLE(name) &name##_float_arrays,
template <>
const array_table<float>& active_arrays() noexcept {
    static constexpr const array_table<float>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_TABLE)};
    return *simd::active_of(of);
}
#undef PICOMLP_TABLE

#define PICOMLP_TABLE(name) &name##_double_arrays,
template <>
const array_table<double>& active_arrays() noexcept {
    static constexpr const array_table<double>* of[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_TABLE)};
    return *simd::active_of(of);
}
#undef PICOMLP_TABLE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
