// A dense layer's arithmetic for a single sample, written once over the runs of
// kernels/sample/walk.hpp: for targets where one sample at a time is the common case.
#pragma once

#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/walk.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class Walk, class T>
struct sample_products {
    [[gnu::always_inline]] static void forward(dense_shape shape, const T* w, const T* x, T* z) {
        const size_t outputs = shape.outputs;
        const summation_order::input_cut cut = summation_order::cut_inputs(shape);
        const size_t segments = cut.segments;
        const size_t length = cut.length;
        const size_t longer = cut.longer;
        const T* const bias = w + shape.inputs * outputs;
        const size_t done = Walk::forward_many(outputs, segments, length, longer, w, bias, x, z);
        const auto columns = [=](auto run, size_t after) __attribute__((always_inline)) {
            using vector = typename decltype(run)::vector;
            const size_t o = done + after;
            const T* row = w + o;
            const T* input = x;
            vector total =
                add_rows(run, row, outputs, input, length + (longer > 0), run.load_sum(bias + o));
            for (size_t segment = 1; segment < segments; ++segment) {
                total = vector::add(total, add_rows(run, row, outputs, input,
                                                    length + (segment < longer), vector::zero()));
            }
            run.store(z + o, total);
        };
        Walk::for_each_run(outputs - done, columns);
    }

    [[gnu::always_inline]] static void backward(dense_shape shape, const T* w, const T* delta,
                                                T* dx) {
        Walk::backward(summation_order::output_lanes(shape), shape.inputs, shape.outputs, w, delta,
                       dx);
    }

    [[gnu::always_inline]] static void gradient(dense_shape shape, const T* x, const T* delta,
                                                T* g) {
        const size_t inputs = shape.inputs;
        const size_t outputs = shape.outputs;
        const size_t done = Walk::multiply_many(inputs, outputs, x, delta, g);
        Walk::for_each_run(
            outputs - done, [=](auto run, size_t o) __attribute__((always_inline)) {
                using vector = typename decltype(run)::vector;
                const vector d = run.load_kept(delta + done + o);
                T* row = g + done + o;
                const T* input = x;
                const auto next = [&]() __attribute__((always_inline)) {
                    run.store(row, vector::multiply(vector::splat(*input++), d));
                    row += outputs;
                };
                size_t left = inputs;
                if constexpr (Walk::unrolls) {
                    for (; left >= 4; left -= 4) {
                        next();
                        next();
                        next();
                        next();
                    }
                }
                for (; left > 0; --left) next();
                run.store(row, d);
            });
    }

  private:
    /// sum + x[k] * row k for `count` inputs; leaves row and input behind the last of them.
    template <class Run>
    [[gnu::always_inline]] static typename Run::vector add_rows(Run run, const T*& row,
                                                                size_t stride, const T*& input,
                                                                size_t count,
                                                                typename Run::vector sum) {
        using vector = typename Run::vector;
        if constexpr (Walk::unrolls) {
            for (size_t fours = count / 4; fours > 0; --fours) {
                sum = Walk::add_four_rows(run, row, stride, input, sum);
            }
            count %= 4;
        }
        for (; count > 0; --count) {
            sum = vector::multiply_add(vector::splat(*input++), run.load(row), sum);
            row += stride;
        }
        return sum;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
