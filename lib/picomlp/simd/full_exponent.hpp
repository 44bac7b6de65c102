// Infinities and NaN by their bits: integer arithmetic, for targets where that is the fast kind.
#pragma once

#include "picomlp/base/ieee_layout.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class T>
[[gnu::always_inline]] inline bool has_full_exponent(T x) {
    using layout = detail::ieee_layout<T>;
    typename layout::bits bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (bits & layout::infinity) == layout::infinity;
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
