// SPDX-License-Identifier: MIT
#include "picomlp/math/tanh.hpp"

#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/array_forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// For -Os: compiled once. It takes the bits, which are compared first.
PICOMLP_IN_ONE_PIECE [[maybe_unused, gnu::noinline]] float small_tanh(uint32_t bits) {
    return detail::tanh_element(detail::from_bits(bits));
}

inline float float_tanh(float x) {
    if constexpr (detail::optimize_size)
        return small_tanh(detail::to_bits(x));
    else
        return detail::tanh_element(x);
}

}  // namespace

PICOMLP_DEFINE_ARRAY_FORMS(tanh, float_tanh)
PICOMLP_DEFINE_IN_PLACE(tanh)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
