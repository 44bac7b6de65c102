#include "picomlp/math/sigmoid.hpp"

#include "picomlp/math/forms.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/sigmoid_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_sigmoid(uint32_t bits) {
    const float x = detail::from_bits(bits);
    return detail::is_nan(x) ? detail::not_a_number(x) : detail::sigmoid_of_number(x);
}

inline float float_sigmoid(float x) {
    if constexpr (detail::code_is_small)
        return small_sigmoid(detail::to_bits(x));
    else
        return detail::sigmoid_element(x);
}

}  // namespace

PICOMLP_DEFINE_BEST(sigmoid, float_sigmoid)
PICOMLP_DEFINE_TABLED_FORMS(sigmoid, best_sigmoid)

namespace detail {

void sigmoid_in_place(size_t n, float* z) noexcept {
    if constexpr (code_is_small)
        for (; n > 0; --n, ++z) *z = best_sigmoid(*z);
    else
        sigmoid(z, z, n);
}

void sigmoid_in_place(size_t n, double* z) noexcept { sigmoid(z, z, n); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
