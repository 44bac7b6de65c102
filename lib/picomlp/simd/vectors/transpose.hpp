// SPDX-License-Identifier: MIT
// Transposing small squares and adding across vectors, by whatever shuffles the target has.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class InstructionSet, class T, size_t Side>
struct transpose_tile;

/// Rows of `size` elements are `from_stride` and `to_stride` elements apart: to[j][i] = from[i][j].
template <class InstructionSet, class T>
struct transpose_tile<InstructionSet, T, 4> {
    static constexpr size_t size = 4;

    [[gnu::always_inline]] static void transpose(const T* from, size_t from_stride, T* to,
                                                 size_t to_stride) {
        using row [[gnu::vector_size(4 * sizeof(T))]] = T;
        row a[4];
        for (size_t i = 0; i < 4; ++i) __builtin_memcpy(&a[i], from + i * from_stride, sizeof(row));
        row pairs[4];  // elements of rows 0 and 1 in turns, then of 2 and 3
        for (size_t i = 0; i < 4; i += 2) {
            pairs[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 4, 1, 5);
            pairs[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 2, 6, 3, 7);
        }
        row column[4];
        for (size_t i = 0; i < 2; ++i) {
            column[2 * i] = __builtin_shufflevector(pairs[i], pairs[i + 2], 0, 1, 4, 5);
            column[2 * i + 1] = __builtin_shufflevector(pairs[i], pairs[i + 2], 2, 3, 6, 7);
        }
        for (size_t j = 0; j < 4; ++j)
            __builtin_memcpy(to + j * to_stride, &column[j], sizeof(row));
    }
};

/// The same for vectors whose halves are shuffled alike.
template <class InstructionSet, class T>
struct transpose_tile<InstructionSet, T, 8> {
    static constexpr size_t size = 8;

    [[gnu::always_inline]] static void transpose(const T* from, size_t from_stride, T* to,
                                                 size_t to_stride) {
        using row [[gnu::vector_size(8 * sizeof(T))]] = T;
        row a[8];
        for (size_t i = 0; i < 8; ++i) __builtin_memcpy(&a[i], from + i * from_stride, sizeof(row));
        row pairs[8];
        for (size_t i = 0; i < 8; i += 2) {
            pairs[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
            pairs[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
        }
        row fours[8];  // of columns j and j + 4, from rows 0 to 3, then from 4 to 7
        for (size_t i = 0; i < 8; i += 4) {
            for (size_t j = 0; j < 2; ++j) {
                fours[i + 2 * j] = __builtin_shufflevector(pairs[i + j], pairs[i + j + 2], 0, 1, 8,
                                                           9, 4, 5, 12, 13);
                fours[i + 2 * j + 1] = __builtin_shufflevector(pairs[i + j], pairs[i + j + 2], 2, 3,
                                                               10, 11, 6, 7, 14, 15);
            }
        }
        row column[8];
        for (size_t j = 0; j < 4; ++j) {
            column[j] = __builtin_shufflevector(fours[j], fours[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
            column[j + 4] =
                __builtin_shufflevector(fours[j], fours[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
        }
        for (size_t j = 0; j < 8; ++j)
            __builtin_memcpy(to + j * to_stride, &column[j], sizeof(row));
    }
};

/// As large a square as the target's vectors hold in a few.
template <class InstructionSet, class T>
using largest_transpose_tile =
    transpose_tile<InstructionSet, T,
                   sizeof(T) == 4 && InstructionSet::template vector<T>::lanes >= 8 ? 8 : 4>;

/// to[s * Width + i] = from[i][s] for i < there and s < count, and 0 for the other i < Width.
template <class InstructionSet, size_t Width, class T>
inline void pack_transposed(const T* from, size_t stride, size_t there, uint32_t count, T* to) {
    size_t in_squares = 0;
    if constexpr (Width >= 4) {
        using square = largest_transpose_tile<InstructionSet, T>;
        in_squares = there / square::size * square::size;
        for (size_t i = 0; i < in_squares; i += square::size) {
            uint32_t s = 0;
            for (; s + square::size <= count; s += square::size) {
                square::transpose(from + i * stride + s, stride, to + s * Width + i, Width);
            }
            if constexpr (InstructionSet::vectorizes_edges) {
                // The last columns in a square that overlaps the one before, where one is.
                if (s < count && count >= square::size) {
                    s = count - static_cast<uint32_t>(square::size);
                    square::transpose(from + i * stride + s, stride, to + s * Width + i, Width);
                    s = count;
                } else if (square::size > 4 && s < count && count >= 4) {
                    using fours = transpose_tile<InstructionSet, T, 4>;
                    s = count - 4;
                    for (size_t j = i; j < i + square::size; j += 4) {
                        fours::transpose(from + j * stride, stride, to + j, Width);
                        fours::transpose(from + j * stride + s, stride, to + s * Width + j, Width);
                    }
                    s = count;
                }
            }
            for (; s < count; ++s) {
                for (size_t j = 0; j < square::size; ++j) {
                    to[s * Width + i + j] = from[(i + j) * stride + s];
                }
            }
        }
    }
    if (in_squares == Width) return;
    for (uint32_t s = 0; s < count; ++s) {
        T* const row = to + size_t{s} * Width;
        for (size_t i = in_squares; i < Width; ++i) {
            row[i] = i < there ? from[i * stride + s] : T(0);
        }
    }
}

/// sum[i] = the numbers x[i][0 .. 15], halves added until one is left: j and j + 8, then j and
/// j + 4, j and j + 2, and the last two.
template <class InstructionSet, class T>
[[gnu::always_inline]] inline void reduce_add_four(const T (*x)[16], T* sum) {
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
