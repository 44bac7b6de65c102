// max(x, 0), and what it lets pass: by comparison where a vector unit does it, by bits where floats
// are compared slowly. The same bits both ways: NaN counts as not positive.
#pragma once

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

#if defined(__SSE2__) || defined(__aarch64__) || defined(__wasm_simd128__)

template <class T>
[[gnu::always_inline]] inline T relu(T x) {
    return x > T(0) ? x : T(0);
}

/// x where a > 0, otherwise +0.
template <class T>
[[gnu::always_inline]] inline T relu_backward(T a, T x) {
    return a > T(0) ? x : T(0);
}

#else

/// From +0 up to +infinity the bits count upwards; all other numbers have larger ones.
template <class T>
[[gnu::always_inline]] inline T relu(T x) {
    using layout = detail::ieee_layout<T>;
    typename layout::bits bits;
    __builtin_memcpy(&bits, &x, sizeof x);
    bits = bits > layout::infinity ? 0 : bits;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

/// x where a > 0, otherwise +0.
template <class T>
[[gnu::always_inline]] inline T relu_backward(T a, T x) {
    using layout = detail::ieee_layout<T>;
    typename layout::bits of_a, of_x;
    __builtin_memcpy(&of_a, &a, sizeof a);
    __builtin_memcpy(&of_x, &x, sizeof x);
    of_x = of_a - 1 < layout::infinity ? of_x : 0;
    __builtin_memcpy(&x, &of_x, sizeof x);
    return x;
}

#endif

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
