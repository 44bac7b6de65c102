// Sums of sixteen numbers, four of them side by side, by whatever vectors of four the target has.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// sum[i] = the numbers x[i][0 .. 15], halves added until one is left: j and j + 8, then j and
/// j + 4, j and j + 2, and the last two.
template <class InstructionSet, class T>
[[gnu::always_inline]] inline void add_halves_of_four(const T (*x)[16], T* sum) {
    using four [[gnu::vector_size(4 * sizeof(T))]] = T;
    four quarter[4];
    for (int i = 0; i < 4; ++i) {
        four part[4];
        __builtin_memcpy(part, x[i], sizeof part);
        quarter[i] = (part[0] + part[2]) + (part[1] + part[3]);
    }
    four pairs[2];  // of x[2 i] and x[2 i + 1] in turns: 0 + 2 of both, then 1 + 3 of both
    for (int i = 0; i < 2; ++i) {
        const four first = quarter[2 * i];
        const four second = quarter[2 * i + 1];
        pairs[i] = __builtin_shufflevector(first, second, 0, 4, 1, 5) +
                   __builtin_shufflevector(first, second, 2, 6, 3, 7);
    }
    const four result = __builtin_shufflevector(pairs[0], pairs[1], 0, 1, 4, 5) +
                        __builtin_shufflevector(pairs[0], pairs[1], 2, 3, 6, 7);
    __builtin_memcpy(sum, &result, sizeof result);
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
