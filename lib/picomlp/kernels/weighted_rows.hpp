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

/// Calls tile.template run<Outputs, Vectors, Vector>(output, column) over an outputs x columns
/// grid, in tiles as large as fit; the columns that fill no vector are done one by one.
template <class InstructionSet, class T, size_t TileOutputs, size_t TileVectors, class Tile>
[[gnu::always_inline]] inline void for_each_tile(size_t outputs, size_t columns, const Tile& tile) {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::single<InstructionSet, T>;
    size_t column = 0;
    for (; column + TileVectors * vector::lanes <= columns; column += TileVectors * vector::lanes) {
        size_t output = 0;
        for (; output + TileOutputs <= outputs; output += TileOutputs) {
            tile.template run<TileOutputs, TileVectors, vector>(output, column);
        }
        for (; output < outputs; ++output) {
            tile.template run<1, TileVectors, vector>(output, column);
        }
    }
    if constexpr (TileVectors > 1) {
        for (; column + vector::lanes <= columns; column += vector::lanes) {
            size_t output = 0;
            for (; output + TileOutputs <= outputs; output += TileOutputs) {
                tile.template run<TileOutputs, 1, vector>(output, column);
            }
            for (; output < outputs; ++output) tile.template run<1, 1, vector>(output, column);
        }
    }
    if constexpr (vector::lanes > 1) {
        for (; column < columns; ++column) {
            size_t output = 0;
            for (; output + TileOutputs <= outputs; output += TileOutputs) {
                tile.template run<TileOutputs, 1, single>(output, column);
            }
            for (; output < outputs; ++output) tile.template run<1, 1, single>(output, column);
        }
    }
}

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
