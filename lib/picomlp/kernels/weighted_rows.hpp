// The tile that every product with a batch is made of: sums of rows, each times a coefficient.
#pragma once

#include <stddef.h>

#include "picomlp/kernels/products.hpp"
#include "picomlp/kernels/rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// sum[m][v] = madd(coefficient(m, k), row k at vector v, sum[m][v]) for k = begin, begin + step,
/// ... below end. The tile of Outputs x Vectors sums stays in registers.
template <class Vector, size_t Outputs, size_t Vectors>
[[gnu::always_inline]] inline void add_weighted_rows(
    coefficients<typename Vector::value_type> coefficient,
    rows<const typename Vector::value_type> terms, size_t begin, size_t end, size_t step,
    Vector (&sum)[Outputs][Vectors]) {
    for (size_t k = begin; k < end; k += step) {
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
    }
}

/// One column of tiles: all outputs, for Vectors vectors from `column` on.
template <class Vector, size_t TileOutputs, size_t Vectors, class Tile>
[[gnu::always_inline]] inline void for_each_output(size_t outputs, size_t column,
                                                   const Tile& tile) {
    size_t output = 0;
    for (; output + TileOutputs <= outputs; output += TileOutputs) {
        tile.template run<TileOutputs, Vectors, Vector>(output, column);
    }
    for (; output < outputs; ++output) tile.template run<1, Vectors, Vector>(output, column);
}

/// Calls tile.template run<Outputs, Vectors, Vector>(output, column) until an outputs x columns
/// grid is covered, in tiles as large as fit. Columns that fill no vector are done once more with
/// those before them where Tile::repeatable says that this is harmless, and else one by one.
template <class InstructionSet, class T, size_t TileOutputs, size_t TileVectors, class Tile>
[[gnu::always_inline]] inline void for_each_tile(size_t outputs, size_t columns, const Tile& tile) {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::single<InstructionSet, T>;
    size_t column = 0;
    for (; column + TileVectors * vector::lanes <= columns; column += TileVectors * vector::lanes) {
        for_each_output<vector, TileOutputs, TileVectors>(outputs, column, tile);
    }
    if constexpr (TileVectors > 1) {
        for (; column + vector::lanes <= columns; column += vector::lanes) {
            for_each_output<vector, TileOutputs, 1>(outputs, column, tile);
        }
    }
    if constexpr (vector::lanes > 1) {
        if (Tile::repeatable && column < columns && columns > vector::lanes) {
            for_each_output<vector, TileOutputs, 1>(outputs, columns - vector::lanes, tile);
            return;
        }
        for (; column < columns; ++column) {
            for_each_output<single, TileOutputs, 1>(outputs, column, tile);
        }
    }
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
