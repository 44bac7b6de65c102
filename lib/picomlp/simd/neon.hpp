// NEON, the vectors of AArch64 and of most ARMv7-A: four floats and, on AArch64, two doubles.
#pragma once

#include "picomlp/simd/neon_float.hpp"
#if defined(__aarch64__)
#include "picomlp/simd/neon_double.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct neon;

template <class T>
struct neon_vector_of {
    using type = neon_vector<T>;
};
#if !defined(__aarch64__)
template <>
struct neon_vector_of<double> {
    using type = single<neon, double>;
};
#endif

struct neon {
    template <class T>
    using vector = typename neon_vector_of<T>::type;
    static constexpr bool has_masks = false;
#if defined(__aarch64__)
    static constexpr size_t registers = 32;
#else
    static constexpr size_t registers = 16;
#endif

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
