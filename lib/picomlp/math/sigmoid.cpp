// SPDX-License-Identifier: MIT
#include "picomlp/math/sigmoid.hpp"

#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/array_forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// For -Os: compiled once. It takes the bits, which are compared first.
PICOMLP_IN_ONE_PIECE [[maybe_unused, gnu::noinline]] float small_sigmoid(uint32_t bits) {
    const float x = detail::from_bits(bits);
    return detail::is_nan(x) ? detail::not_a_number(x) : detail::sigmoid_of_number(x);
}

inline float float_sigmoid(float x) {
    if constexpr (detail::optimize_size) {
        return small_sigmoid(detail::to_bits(x));
    } else {
        // The usual path of a processor that is fast where operations do not wait for each other.
        if constexpr (!detail::compare_bits) {
            if (__builtin_expect(detail::absolute_in_register(x) <= 64.0f, true))
                return detail::sigmoid_of_moderate(x);
        }
        return detail::sigmoid_element(x);
    }
}

}  // namespace

PICOMLP_DEFINE_ARRAY_FORMS(sigmoid, float_sigmoid)
PICOMLP_DEFINE_IN_PLACE(sigmoid)

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
