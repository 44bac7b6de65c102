#include "picomlp/math/isa/tables.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

template <>
const array_table<float>& active_arrays() noexcept {
    static constexpr const array_table<float>* of[] = {&scalar_float_arrays, &sse2_float_arrays,
                                                       &avx2_float_arrays, &avx512_float_arrays};
    return *of[static_cast<uint8_t>(active_instruction_set())];
}

template <>
const array_table<double>& active_arrays() noexcept {
    static constexpr const array_table<double>* of[] = {&scalar_double_arrays, &sse2_double_arrays,
                                                        &avx2_double_arrays, &avx512_double_arrays};
    return *of[static_cast<uint8_t>(active_instruction_set())];
}

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
