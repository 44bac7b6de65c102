// SPDX-License-Identifier: MIT
// What copied_products adds: the sums of a layer's forward or backward pass, in the parts that
// kernels/order.hpp says, and where their weights lie.
#pragma once

#include <stddef.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/kernels/order.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Terms first, first + step, ... of a sum, so many of them, which are added up by themselves.
struct sums_part {
    size_t first;
    size_t count;
    size_t step;
};

/// Rows that come to a second-level cache, some of them at each of so many steps.
template <class T>
struct arriving_rows {
    strided_rows<const T> rows;
    size_t columns;
    size_t left;
    size_t steps;

    [[gnu::always_inline]] void fetch_some() {
        size_t here = left / steps;
        left -= here;
        --steps;
        for (; here > 0; --here) {
            for (size_t e = 0; e < columns; e += 64 / sizeof(T)) {
                __builtin_prefetch(rows.first + e, 0, 2);
            }
            rows.first += rows.stride;
        }
    }
};

/// A row of results is an output, a term an input, a part a segment.
template <class InstructionSet, class T>
struct forward_sums {
    using vector = typename InstructionSet::template vector<T>;

    dense_shape shape;
    const T* w;
    summation_order::input_split split;
    bool relu;

    size_t parts() const { return split.segments; }
    sums_part part(size_t p) const {
        const size_t longer = p < split.extra ? p : split.extra;
        return {p * split.length + longer, split.length + (p < split.extra), 1};
    }
    /// What the sums of the first part start from.
    const T* start(size_t row) const { return w + size_t{shape.inputs} * shape.outputs + row; }
    template <class Panels>
    void copy(size_t row, size_t rows, const sums_part& of, size_t k, size_t terms,
              Panels& to) const {
        to.copy(terms, rows, {first(row, of, k), shape.outputs});
    }
    arriving_rows<T> weights(size_t row, size_t rows, const sums_part& of, size_t k,
                             size_t terms) const {
        return {{first(row, of, k), shape.outputs}, rows, terms, 1};
    }
    [[gnu::always_inline]] vector last(vector sum, size_t, size_t) const {
        return relu ? vector::relu(sum) : sum;
    }
    [[gnu::always_inline]] T last(T sum, size_t, size_t) const {
        return relu && !(sum > T(0)) ? T(0) : sum;
    }

  private:
    const T* first(size_t row, const sums_part& of, size_t k) const {
        return w + (of.first + k) * shape.outputs + row;
    }
};

/// A row of results is an input, a term an output, a part an accumulator.
template <class InstructionSet, class T>
struct backward_sums {
    using vector = typename InstructionSet::template vector<T>;

    dense_shape shape;
    const T* w;
    strided_rows<const T> a;

    size_t parts() const { return summation_order::output_accumulators(shape); }
    sums_part part(size_t p) const {
        return {p, (shape.outputs - p + parts() - 1) / parts(), parts()};
    }
    const T* start(size_t) const { return nullptr; }
    template <class Panels>
    void copy(size_t row, size_t rows, const sums_part& of, size_t k, size_t terms,
              Panels& to) const {
        to.copy_transposed(terms, rows, {first(row, of, k), shape.outputs}, of.step);
    }
    arriving_rows<T> weights(size_t row, size_t rows, const sums_part& of, size_t k,
                             size_t terms) const {
        return {{first(row, of, k), shape.outputs}, terms * of.step, rows, 1};
    }
    [[gnu::always_inline]] vector last(vector sum, size_t row, size_t sample) const {
        return a.first ? vector::relu_mask(vector::load(a[row] + sample), sum) : sum;
    }
    [[gnu::always_inline]] T last(T sum, size_t row, size_t sample) const {
        return !a.first || a[row][sample] > T(0) ? sum : T(0);
    }

  private:
    const T* first(size_t row, const sums_part& of, size_t k) const {
        return w + row * shape.outputs + of.first + k * of.step;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
