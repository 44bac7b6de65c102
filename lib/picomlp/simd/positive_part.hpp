// max(x, 0), and what it lets pass: by comparison where a vector unit does it, by bits where floats
// are compared slowly. The same bits both ways: NaN counts as not positive.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

#if defined(__SSE2__) || defined(__aarch64__) || defined(__wasm_simd128__)

template <class T>
[[gnu::always_inline]] inline T positive_part(T x) {
    return x > T(0) ? x : T(0);
}

/// x where a > 0, otherwise +0.
template <class T>
[[gnu::always_inline]] inline T where_positive(T a, T x) {
    return a > T(0) ? x : T(0);
}

#else

struct float_bits {
    using type = uint32_t;
    static constexpr type infinity = 0x7f800000U;
};
struct double_bits {
    using type = uint64_t;
    static constexpr type infinity = 0x7ff0000000000000U;
};

/// From +0 up to +infinity the bits count upwards; all other numbers have larger ones.
template <class Bits, class T>
[[gnu::always_inline]] inline T positive_part_by_bits(T x) {
    typename Bits::type bits;
    __builtin_memcpy(&bits, &x, sizeof x);
    bits = bits > Bits::infinity ? 0 : bits;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}
template <class Bits, class T>
[[gnu::always_inline]] inline T where_positive_by_bits(T a, T x) {
    typename Bits::type of_a, of_x;
    __builtin_memcpy(&of_a, &a, sizeof a);
    __builtin_memcpy(&of_x, &x, sizeof x);
    of_x = of_a - 1 < Bits::infinity ? of_x : 0;
    __builtin_memcpy(&x, &of_x, sizeof x);
    return x;
}

[[gnu::always_inline]] inline float positive_part(float x) {
    return positive_part_by_bits<float_bits>(x);
}
[[gnu::always_inline]] inline double positive_part(double x) {
    return positive_part_by_bits<double_bits>(x);
}
[[gnu::always_inline]] inline float where_positive(float a, float x) {
    return where_positive_by_bits<float_bits>(a, x);
}
[[gnu::always_inline]] inline double where_positive(double a, double x) {
    return where_positive_by_bits<double_bits>(a, x);
}

#endif

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
