// The instruction set that every target has.
#pragma once

#include "picomlp/simd/single.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct scalar {
    template <class T>
    using vector = single<scalar, T>;
    static constexpr bool has_masks = false;
    static constexpr size_t registers = 16;

    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
