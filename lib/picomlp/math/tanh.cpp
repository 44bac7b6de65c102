#include "picomlp/math/tanh.hpp"

#include "picomlp/math/forms.hpp"
#include "picomlp/math/in_place.hpp"
#include "picomlp/math/tanh_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {

namespace {

// Compiled once, for an argument from memory, whose bits are looked at first.
[[maybe_unused, gnu::noinline]] float small_tanh(uint32_t bits) {
    return detail::tanh_element(detail::from_bits(bits));
}

inline float float_tanh(float x) {
    if constexpr (detail::code_is_small)
        return small_tanh(detail::to_bits(x));
    else
        return detail::tanh_element(x);
}

}  // namespace

PICOMLP_DEFINE_BEST(tanh, float_tanh)
PICOMLP_DEFINE_TABLED_FORMS(tanh, best_tanh)

namespace detail {

void tanh_in_place(size_t n, float* z) noexcept {
    if constexpr (code_is_small)
        for (; n > 0; --n, ++z) *z = best_tanh(*z);
    else
        tanh(z, z, n);
}

void tanh_in_place(size_t n, double* z) noexcept { tanh(z, z, n); }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
