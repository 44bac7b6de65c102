// SPDX-License-Identifier: MIT
// The register tile of every product with a batch, and the loop nest that covers a grid with tiles.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/batch/strips.hpp"
#include "picomlp/kernels/batch/unrolling.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Whether few tile shapes are compiled, which costs time at the edges of a grid: WebAssembly code
/// is downloaded by everyone who runs it. The same bits either way.
#ifdef __wasm__
inline constexpr bool small_code = true;
#else
inline constexpr bool small_code = false;
#endif

/// A number as a type, so that a lambda's argument can be a template argument.
template <size_t Value>
struct constant {
    static constexpr size_t value = Value;
};

/// The micro-kernel: sum[m][v] = madd(a(m, k), vector v of row k of b, sum[m][v]) for k = begin,
/// begin + step, ... below end. The Outputs x Vectors sums stay in registers. With Prefetch, the
/// factors of outputs that follow are brought to the cache.
template <class Vector, size_t Outputs, size_t Vectors, bool Prefetch = false,
          class Strip = adjacent_vectors>
[[gnu::always_inline]] inline void micro_kernel(coefficients<typename Vector::value_type> a,
                                                strided_rows<const typename Vector::value_type> b,
                                                size_t begin, size_t end, size_t step,
                                                Vector (&sum)[Outputs][Vectors],
                                                [[maybe_unused]] Strip strip = {}) {
    const auto add = [&](size_t k) __attribute__((always_inline)) {
        const auto* row = b[k];
        const auto* factors = a.first + k * a.per_term;
        if constexpr (Prefetch) __builtin_prefetch(factors + 64 / sizeof(*factors));
        Vector x[Vectors];
        PICOMLP_UNROLL_TILE
        for (size_t v = 0; v < Vectors; ++v) x[v] = strip.template load<Vector>(row, v);
        PICOMLP_UNROLL_TILE
        for (size_t m = 0; m < Outputs; ++m) {
            const Vector factor = Vector::splat(factors[m * a.per_output]);
            PICOMLP_UNROLL_TILE
            for (size_t v = 0; v < Vectors; ++v) {
                sum[m][v] = Vector::multiply_add(factor, x[v], sum[m][v]);
            }
        }
    };
    if constexpr (Vector::lanes > 1) {
#pragma GCC unroll 2
        for (size_t k = begin; k < end; k += step) add(k);
    } else {
        for (size_t k = begin; k < end; k += step) add(k);
    }
}

/// Outputs of a tile two vectors wide whose sums fit into registers beside the operands.
template <class InstructionSet, class T>
inline constexpr size_t tile_rows = InstructionSet::template vector<T>::lanes == 1 || small_code ? 4
                                    : InstructionSet::registers == 32                            ? 8
                                                                      : 6;

/// Of a tile one vector wide, of half the instruction set's lanes. There are 16 such registers.
inline constexpr size_t half_tile_rows = 6;

/// Whether an instruction set has vectors of half the lanes, too.
template <class InstructionSet, class = void>
struct has_half_vector {
    static constexpr bool value = false;
};
template <class InstructionSet>
struct has_half_vector<InstructionSet,
                       decltype(void(InstructionSet::template half_vector<float>::lanes))> {
    static constexpr bool value = true;
};

/// A column of tiles: all outputs, Vectors vectors wide, from `column` on.
template <size_t TileOutputs, size_t Vectors, class Vector, class Tile>
[[gnu::always_inline]] inline void for_each_output(size_t outputs, size_t column,
                                                   const Tile& tile) {
    size_t output = 0;
    for (; output + TileOutputs <= outputs; output += TileOutputs) {
        tile.template compute<TileOutputs, Vectors, Vector>(output, column);
    }
    for (; output < outputs; ++output) tile.template compute<1, Vectors, Vector>(output, column);
}

/// A row of tiles of one shape, from column begin on; returns the column behind the last tile.
/// Out of line on purpose: so its sums have all registers.
template <size_t Outputs, size_t Vectors, class Vector, class Tile>
[[gnu::noinline]] size_t for_each_column(const Tile& shared, size_t output, size_t begin,
                                         size_t end) {
    const Tile tile = shared;
    for (; begin + Vectors * Vector::lanes <= end; begin += Vectors * Vector::lanes) {
        tile.template compute<Outputs, Vectors, Vector>(output, begin);
    }
    return begin;
}

/// One tile of a strip that is not adjacent vectors. Out of line for the same reason.
template <size_t Outputs, size_t Vectors, class Vector, class Tile, class Strip>
[[gnu::noinline]] void compute_tile(const Tile& shared, size_t output, size_t column, Strip strip) {
    const Tile tile = shared;
    tile.template compute<Outputs, Vectors, Vector>(output, column, strip);
}

/// All columns from begin to end, for a number of outputs known at run time, 1 to Most.
template <size_t Most, class InstructionSet, class T, class Tile>
[[gnu::always_inline]] inline void row_of_tiles(size_t count, size_t output, size_t begin,
                                                size_t end, const Tile& tile) {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::scalar_vector<InstructionSet, T>;
    constexpr size_t lanes = vector::lanes;
    if constexpr (Most > 1) {
        if (count < Most) {
            return row_of_tiles<Most - 1, InstructionSet, T>(count, output, begin, end, tile);
        }
    }
    size_t column = begin;
    if (column + 2 * lanes <= end)
        column = for_each_column<Most, 2, vector>(tile, output, column, end);
    if constexpr (Tile::last_pair_overlaps) {
        const size_t left = end - column;
        if constexpr (lanes == 4 && InstructionSet::registers == 32) {
            // Neighbouring vectors are loaded by one instruction.
            if (left > lanes && column > begin) {
                for_each_column<Most, 2, vector>(tile, output, end - 2 * lanes, end);
                return;
            }
        }
        if (left > lanes) {
            // Two vectors in one pass: with two independent sums per output the processor waits
            // less than with one.
            compute_tile<Most, 2, vector>(tile, output, column, overlapping_vectors{left - lanes});
            return;
        }
    }
    if (column + lanes <= end) column = for_each_column<Most, 1, vector>(tile, output, column, end);
    if (column == end) return;
    if (tile.repeatable && end >= lanes) {
        for_each_column<Most, 1, vector>(tile, output, end - lanes, end);
    } else {
        const size_t behind = output + Most;
        for (; output + 4 <= behind; output += 4)
            for_each_column<4, 1, single>(tile, output, column, end);
        for (; output < behind; ++output) for_each_column<1, 1, single>(tile, output, column, end);
    }
}

/// f(output, count) for rows of tiles of at most Most outputs.
template <size_t Most, class Function>
[[gnu::always_inline]] inline void for_each_row(size_t outputs, const Function& f) {
    size_t output = 0;
    while (output < outputs) {
        // The last two tiles are of one height: a low tile has too few independent sums.
        const size_t left = outputs - output;
        const size_t count = left >= 2 * Most ? Most : left > Most ? (left + 1) / 2 : left;
        f(output, count);
        output += count;
    }
}

/// A tile one vector wide, for a number of outputs known at run time, 1 to Most.
template <size_t Most, class Vector, class Tile, class Strip>
[[gnu::always_inline]] inline void single_tile(size_t count, size_t output, const Tile& tile,
                                               Strip strip) {
    if constexpr (Most > 1) {
        if (count < Most) return single_tile<Most - 1, Vector>(count, output, tile, strip);
    }
    compute_tile<Most, 1, Vector>(tile, output, 0, strip);
}

/// All tiles for so few columns that the halves of one vector overlap: half as many as Vector has
/// lanes, or more.
template <size_t Most, class Vector, class Tile>
[[gnu::always_inline]] inline void for_few_columns(size_t outputs, size_t columns,
                                                   const Tile& tile) {
    const overlapping_halves strip{columns - Vector::lanes / 2};
    for_each_row<Most>(
        outputs, [&](size_t output, size_t count) __attribute__((always_inline)) {
            single_tile<Most, Vector>(count, output, tile, strip);
        });
}

/// Calls tile.template compute<Outputs, Vectors, Vector>(output, column) until an outputs x columns
/// grid is covered, in tiles as large as fit. Columns at the end that fill no vector are computed
/// by a vector that overlaps those before, where tile.repeatable says that this is harmless, and
/// else one by one. With Tile::last_pair_overlaps, compute() also takes a strip, and columns at the
/// end that fill one vector but not two are computed by two that overlap. Columns are taken in
/// blocks whose `terms` rows fit into a first-level cache.
template <class InstructionSet, class T, class Tile>
[[gnu::always_inline]] inline void for_each_tile(size_t outputs, size_t columns, size_t terms,
                                                 const Tile& tile) {
    using vector = typename InstructionSet::template vector<T>;
    constexpr size_t most = tile_rows<InstructionSet, T>;
    if constexpr (vector::lanes == 1 || small_code) {
        using single = simd::scalar_vector<InstructionSet, T>;
        constexpr size_t lanes = vector::lanes;
        size_t column = 0;
#if !defined(__OPTIMIZE_SIZE__)  // wider tiles, unless the least code is asked for (unrolling.hpp)
        if constexpr (lanes == 1) {
            for (; column + 4 <= columns; column += 4) {
                for_each_output<most, 4, vector>(outputs, column, tile);
            }
        }
#endif
        for (; column + 2 * lanes <= columns; column += 2 * lanes) {
            for_each_output<most, 2, vector>(outputs, column, tile);
        }
        for (; column + lanes <= columns; column += lanes) {
            for_each_output<most, 1, vector>(outputs, column, tile);
        }
        if (column == columns) return;
        if (tile.repeatable && columns >= lanes) {
            for_each_output<most, 1, vector>(outputs, columns - lanes, tile);
            return;
        }
        for (; column < columns; ++column) {
            for_each_output<most, 1, single>(outputs, column, tile);
        }
    } else {
        if constexpr (Tile::last_pair_overlaps && InstructionSet::has_masks) {
            if constexpr (has_half_vector<InstructionSet>::value) {
                using half = typename InstructionSet::template half_vector<T>;
                if (columns >= half::lanes / 2 && columns <= half::lanes) {
                    return for_few_columns<half_tile_rows, half>(outputs, columns, tile);
                }
            }
            if (columns >= vector::lanes / 2 && columns < vector::lanes) {
                return for_few_columns<most, vector>(outputs, columns, tile);
            }
        }
        constexpr size_t cache = 24576 / sizeof(T);
        constexpr size_t width = 2 * vector::lanes;
        size_t fitting = width;
        if (terms * columns <= cache) {
            fitting = columns;
        } else if (terms * width < cache) {
            fitting = cache / (terms * width) * width;
        }
        for (size_t begin = 0; begin < columns; begin += fitting) {
            const size_t end = columns - begin < fitting ? columns : begin + fitting;
            for_each_row<most>(
                outputs, [&](size_t output, size_t count) __attribute__((always_inline)) {
                    row_of_tiles<most, InstructionSet, T>(count, output, begin, end, tile);
                });
        }
    }
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
