#include "picomlp/simd/alone.hpp"

#include "picomlp/math/array_functions.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

template <>
const array_table<float>& active_arrays() noexcept {
    return array_table_of<simd::alone, float>;
}

template <>
const array_table<double>& active_arrays() noexcept {
    return array_table_of<simd::alone, double>;
}

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
