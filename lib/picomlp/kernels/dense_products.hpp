// Forward and backward of a dense layer, written once over the vector type.
#pragma once

#include "picomlp/kernels/dense.hpp"
#include "picomlp/kernels/weighted_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct dense_products {
    struct forward_tile {
        static constexpr bool repeatable = true;
        uint32_t inputs;
        uint32_t segments;
        coefficients<T> coefficient;
        rows<const T> terms;
        const T* bias;
        rows<T> z;

        template <size_t Outputs, size_t Vectors, class Vector>
        [[gnu::always_inline]] void run(size_t output, size_t column) const {
            const coefficients<T> c{coefficient.first + output * coefficient.per_output,
                                    coefficient.per_output, coefficient.per_term};
            const rows<const T> x{terms.first + column, terms.stride};
            Vector total[Outputs][Vectors];
            for (size_t m = 0; m < Outputs; ++m) {
                for (size_t v = 0; v < Vectors; ++v) {
                    total[m][v] = Vector::splat(bias[output + m]);
                }
            }
            uint32_t begin = 0;
            uint32_t end = order::segment_begin(inputs, segments, 1);
            add_weighted_rows<Vector, Outputs, Vectors>(c, x, begin, end, 1, total);
            for (uint32_t segment = 1; segment < segments; ++segment) {
                begin = end;
                end = order::segment_begin(inputs, segments, segment + 1);
                add_sum<Outputs, Vectors, Vector>(c, x, begin, end, 1, total);
            }
            store(total, z, output, column);
        }
    };

    struct backward_tile {
        static constexpr bool repeatable = true;
        uint32_t outputs;
        uint32_t lanes;
        coefficients<T> coefficient;
        rows<const T> terms;
        rows<T> dx;

        template <size_t Outputs, size_t Vectors, class Vector>
        [[gnu::always_inline]] void run(size_t output, size_t column) const {
            const coefficients<T> c{coefficient.first + output * coefficient.per_output,
                                    coefficient.per_output, coefficient.per_term};
            const rows<const T> delta{terms.first + column, terms.stride};
            Vector total[Outputs][Vectors];
            clear(total);
            add_weighted_rows<Vector, Outputs, Vectors>(c, delta, 0, outputs, lanes, total);
            for (uint32_t lane = 1; lane < lanes; ++lane) {
                add_sum<Outputs, Vectors, Vector>(c, delta, lane, outputs, lanes, total);
            }
            store(total, dx, output, column);
        }
    };

    static void forward_batch(dense_shape shape, const T* w, uint32_t samples, rows<const T> x,
                              rows<T> z) {
        const size_t outputs = shape.outputs;
        const forward_tile tile{shape.inputs,
                                order::input_segments(shape),
                                {w, 1, outputs},
                                x,
                                w + shape.inputs * outputs,
                                z};
        for_each_tile<InstructionSet, T, 4, 2>(outputs, samples, tile);
    }

    static void backward(dense_shape shape, const T* w, uint32_t samples, rows<const T> delta,
                         rows<T> dx) {
        const backward_tile tile{
            shape.outputs, order::output_lanes(shape), {w, shape.outputs, 1}, delta, dx};
        for_each_tile<InstructionSet, T, 4, 2>(shape.inputs, samples, tile);
    }

    static void backward_sample(dense_shape shape, const T* w, const T* delta, T* dx) {
        backward(shape, w, 1, {delta, 1}, {dx, 1});
    }

  private:
    template <size_t Outputs, size_t Vectors, class Vector>
    [[gnu::always_inline]] static void clear(Vector (&sum)[Outputs][Vectors]) {
        for (size_t m = 0; m < Outputs; ++m) {
            for (size_t v = 0; v < Vectors; ++v) sum[m][v] = Vector::zero();
        }
    }

    /// total += the sum of the terms begin, begin + step, ... below end, taken by itself.
    template <size_t Outputs, size_t Vectors, class Vector>
    [[gnu::always_inline]] static void add_sum(coefficients<T> c, rows<const T> terms, size_t begin,
                                               size_t end, size_t step,
                                               Vector (&total)[Outputs][Vectors]) {
        Vector sum[Outputs][Vectors];
        clear(sum);
        add_weighted_rows<Vector, Outputs, Vectors>(c, terms, begin, end, step, sum);
        for (size_t m = 0; m < Outputs; ++m) {
            for (size_t v = 0; v < Vectors; ++v) total[m][v] = Vector::add(total[m][v], sum[m][v]);
        }
    }

    template <size_t Outputs, size_t Vectors, class Vector>
    [[gnu::always_inline]] static void store(const Vector (&total)[Outputs][Vectors], rows<T> to,
                                             size_t output, size_t column) {
        for (size_t m = 0; m < Outputs; ++m) {
            for (size_t v = 0; v < Vectors; ++v) {
                total[m][v].store(to[output + m] + column + v * Vector::lanes);
            }
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
