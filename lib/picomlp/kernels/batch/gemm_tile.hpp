// The tile that every product with a batch is made of: sums of rows, each times a coefficient.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/products.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Whether a few shapes have to do, and take longer over what is left over: WebAssembly's code goes
/// through a network to each that runs it. The same bits either way.
#ifdef __wasm__
inline constexpr bool few_tiles = true;
#else
inline constexpr bool few_tiles = false;
#endif

/// sum[m][v] = madd(coefficient(m, k), row k at vector v, sum[m][v]) for k = begin, begin + step,
/// ... below end. The tile of Outputs x Vectors sums stays in registers.
template <class Vector, size_t Outputs, size_t Vectors>
[[gnu::always_inline]] inline void add_weighted_rows(
    coefficients<typename Vector::value_type> coefficient,
    strided_rows<const typename Vector::value_type> terms, size_t begin, size_t end, size_t step,
    Vector (&sum)[Outputs][Vectors]) {
    const auto add = [&](size_t k) __attribute__((always_inline)) {
        const auto* term = terms[k];
        const auto* c = coefficient.first + k * coefficient.per_term;
        Vector x[Vectors];
        for (size_t v = 0; v < Vectors; ++v) x[v] = Vector::load(term + v * Vector::lanes);
        for (size_t m = 0; m < Outputs; ++m) {
            const Vector a = Vector::splat(c[m * coefficient.per_output]);
            for (size_t v = 0; v < Vectors; ++v) {
                sum[m][v] = Vector::multiply_add(a, x[v], sum[m][v]);
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

/// Rows of two vectors each whose sums fit into registers, with what is added to them.
template <class InstructionSet, class T>
inline constexpr size_t tile_rows = InstructionSet::template vector<T>::lanes == 1 || few_tiles ? 4
                                    : InstructionSet::registers == 32                           ? 8
                                                                                                : 6;

/// One column of tiles: all outputs, for Vectors vectors from `column` on.
template <size_t TileOutputs, size_t Vectors, class Vector, class Tile>
[[gnu::always_inline]] inline void for_each_output(size_t outputs, size_t column,
                                                   const Tile& tile) {
    size_t output = 0;
    for (; output + TileOutputs <= outputs; output += TileOutputs) {
        tile.template run<TileOutputs, Vectors, Vector>(output, column);
    }
    for (; output < outputs; ++output) tile.template run<1, Vectors, Vector>(output, column);
}

/// Tiles of one height beside each other, from column begin on; the column behind the last of them.
/// A function of its own, so that its sums have the registers to themselves.
template <size_t Outputs, size_t Vectors, class Vector, class Tile>
[[gnu::noinline]] size_t run_tiles(const Tile& shared, size_t output, size_t begin, size_t end) {
    const Tile tile = shared;
    for (; begin + Vectors * Vector::lanes <= end; begin += Vectors * Vector::lanes) {
        tile.template run<Outputs, Vectors, Vector>(output, begin);
    }
    return begin;
}

/// The columns from begin to end of `count` outputs, 1 to Most.
template <size_t Most, class InstructionSet, class T, class Tile>
[[gnu::always_inline]] inline void run_row_of_tiles(size_t count, size_t output, size_t begin,
                                                    size_t end, const Tile& tile) {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::scalar_vector<InstructionSet, T>;
    constexpr size_t lanes = vector::lanes;
    if constexpr (Most > 1) {
        if (count < Most) {
            return run_row_of_tiles<Most - 1, InstructionSet, T>(count, output, begin, end, tile);
        }
    }
    size_t column = begin;
    if (column + 2 * lanes <= end) column = run_tiles<Most, 2, vector>(tile, output, column, end);
    if (column + lanes <= end) column = run_tiles<Most, 1, vector>(tile, output, column, end);
    if (column == end) return;
    if (tile.repeatable && end >= lanes) {
        run_tiles<Most, 1, vector>(tile, output, end - lanes, end);
    } else {
        const size_t behind = output + Most;
        for (; output + 4 <= behind; output += 4)
            run_tiles<4, 1, single>(tile, output, column, end);
        for (; output < behind; ++output) run_tiles<1, 1, single>(tile, output, column, end);
    }
}

/// Calls tile.template run<Outputs, Vectors, Vector>(output, column) until an outputs x columns
/// grid is covered, in tiles as large as fit. Columns that fill no vector are done once more with
/// those before them where tile.repeatable says that this is harmless, and else one by one.
/// So many columns come at a time that their `terms` rows stay in a first-level cache.
template <class InstructionSet, class T, class Tile>
[[gnu::always_inline]] inline void for_each_tile(size_t outputs, size_t columns, size_t terms,
                                                 const Tile& tile) {
    using vector = typename InstructionSet::template vector<T>;
    constexpr size_t most = tile_rows<InstructionSet, T>;
    if constexpr (vector::lanes == 1 || few_tiles) {
        using single = simd::scalar_vector<InstructionSet, T>;
        constexpr size_t lanes = vector::lanes;
        size_t column = 0;
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
            size_t output = 0;
            while (output < outputs) {
                // The last two are of one height, so that none is so low that its sums wait.
                const size_t left = outputs - output;
                const size_t count = left >= 2 * most ? most : left > most ? (left + 1) / 2 : left;
                run_row_of_tiles<most, InstructionSet, T>(count, output, begin, end, tile);
                output += count;
            }
        }
    }
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
