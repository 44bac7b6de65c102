// SPDX-License-Identifier: MIT
// The kernels for one sample, written once, and the backend that they are written over: how one
// instruction set goes through arrays, with faster loops for what it does best.
//
// A strip is as many neighbouring elements as a vector holds. It is a small object that offers
//   vector                   the vector type that holds them
//   load(p)                  those elements at p, and no others
//   load_b(p)                the same for a value that stays while others are loaded
//   load_acc(p)              the same for a value that is added to and stored in the end
//   store(p, v)              writes those elements and no others
// Where loading goes to fixed registers, each kind of load has a register bank of its own.
//
// A backend, for one instruction set and number type, offers
//   for_each_strip(count, f) calls f(strip, first) until `count` elements are covered
//   visit(count, a, b, f)    calls f(vector of a, vector of b) for all elements of both arrays
//   update(count, a, b, f)   b = f(vector of a, vector of b)
//   element                  the vector of a single element
//   finite_check             add(vector) takes the vector of any strip. all_finite() is true only
//                            if all elements so far are finite; where `exact`, it is then true
//   relu(count, z), relu_backward(count, a, x)
//                            z = max(z, 0); x = +0 where a > 0 does not hold. NaN is not positive
//   backward(accumulators, inputs, outputs, w, delta, dx)
//                            BACKWARD of kernels/order.hpp, with 1 or 4 accumulators
//   unrolls, add_four_rows   whether rows are added by fours; see cortex_m_fpu
// Then whole loops. Those named _many do as many elements or columns as they are fast for, from the
// first on, and return how many; the rest goes by strips.
//   finite_check::add_many(count, x)
//   finite_check::add_axpy(count, rate, g, w)
//                            adds the results madd(rate, g, w)
//   axpy_many(count, rate, g, w)
//                            w = madd(rate, g, w)
//   forward_many(outputs, segments, length, extra, w, bias, x, z)
//                            FORWARD of kernels/order.hpp, split as its input_split says
//   outer_product_many(inputs, outputs, x, d, g)
//                            g[k] = x[k] * d for each row k, and d as the row below them
//   has_forward              whether it offers forward(shape, w, x, z) for all outputs instead of
//                            forward_many and strips
//   has_forward_relu         whether it also offers forward_relu, with z = max(z, 0)
// Last, layers whose number of outputs the compiler knows. What computes z returns where the
// layer's parameters end.
//   has_narrow               whether it offers forward_narrow, backward_narrow and gradient_narrow
//                            for each number of outputs up to 16 (backward: below 16)
//   has_wide                 whether it offers forward_wide, for 16 outputs or more; see helium.
//                            A template argument of it and of forward_narrow says whether
//                            z = max(z, 0) follows
#pragma once

#include "picomlp/kernels/order.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// As many elements as a vector has lanes, in any registers.
template <class Vector>
struct full_strip : simd::full_vector<Vector> {
    using T = typename Vector::value_type;
    [[gnu::always_inline]] static Vector load_b(const T* p) { return Vector::load(p); }
    [[gnu::always_inline]] static Vector load_acc(const T* p) { return Vector::load(p); }
};

/// visit() and update() by strips, and no faster loops, for a backend to inherit.
template <class Backend, class T>
struct by_strips {
    template <class Function>
    [[gnu::always_inline]] static void visit(size_t count, const T* a, const T* b,
                                             const Function& f) {
        Backend::for_each_strip(
            count, [&](auto strip, size_t k) __attribute__((always_inline)) {
                f(strip.load_b(a + k), strip.load(b + k));
            });
    }

    template <class Function>
    [[gnu::always_inline]] static void update(size_t count, const T* a, T* b, const Function& f) {
        Backend::for_each_strip(
            count, [&](auto strip, size_t k) __attribute__((always_inline)) {
                strip.store(b + k, f(strip.load_b(a + k), strip.load_acc(b + k)));
            });
    }

    static constexpr bool unrolls = false;
    static constexpr bool has_narrow = false;
    static constexpr bool has_wide = false;
    static constexpr bool has_forward = false;
    static constexpr bool has_forward_relu = false;

    static size_t axpy_many(size_t, T, const T*, T*) { return 0; }
    static size_t forward_many(size_t, size_t, size_t, size_t, const T*, const T*, const T*, T*) {
        return 0;
    }
    static size_t outer_product_many(size_t, size_t, const T*, const T*, T*) { return 0; }
};

/// FORWARD, BACKWARD and GRADIENT of kernels/order.hpp for one sample.
template <class Backend, class T>
struct sample_products {
    [[gnu::always_inline]] static const T* forward(dense_shape shape, const T* w, const T* x,
                                                   T* z) {
        if constexpr (Backend::has_forward) {
            return Backend::forward(shape, w, x, z);
        } else {
            forward_by_strips(shape, w, x, z);
            return w + parameter_count_of(shape);
        }
    }

    [[gnu::always_inline]] static void forward_by_strips(dense_shape shape, const T* w, const T* x,
                                                         T* z) {
        const size_t outputs = shape.outputs;
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const size_t segments = split.segments;
        const size_t length = split.length;
        const size_t extra = split.extra;
        const T* const bias = w + shape.inputs * outputs;
        const size_t done = Backend::forward_many(outputs, segments, length, extra, w, bias, x, z);
        const auto columns = [=](auto strip, size_t after) __attribute__((always_inline)) {
            using vector = typename decltype(strip)::vector;
            const size_t o = done + after;
            const T* row = w + o;
            const T* input = x;
            vector total = add_rows(strip, row, outputs, input, length + (extra > 0),
                                    strip.load_acc(bias + o));
            for (size_t segment = 1; segment < segments; ++segment) {
                total = vector::add(total, add_rows(strip, row, outputs, input,
                                                    length + (segment < extra), vector::zero()));
            }
            strip.store(z + o, total);
        };
        Backend::for_each_strip(outputs - done, columns);
    }

    [[gnu::always_inline]] static void backward(dense_shape shape, const T* w, const T* delta,
                                                T* dx) {
        Backend::backward(summation_order::output_accumulators(shape), shape.inputs, shape.outputs,
                          w, delta, dx);
    }

    [[gnu::always_inline]] static void gradient(dense_shape shape, const T* x, const T* delta,
                                                T* g) {
        const size_t inputs = shape.inputs;
        const size_t outputs = shape.outputs;
        const size_t done = Backend::outer_product_many(inputs, outputs, x, delta, g);
        Backend::for_each_strip(
            outputs - done, [=](auto strip, size_t o) __attribute__((always_inline)) {
                using vector = typename decltype(strip)::vector;
                const vector d = strip.load_b(delta + done + o);
                T* row = g + done + o;
                const T* input = x;
                const auto next = [&]() __attribute__((always_inline)) {
                    strip.store(row, vector::multiply(vector::splat(*input++), d));
                    row += outputs;
                };
                size_t left = inputs;
                if constexpr (Backend::unrolls) {
                    for (; left >= 4; left -= 4) {
                        next();
                        next();
                        next();
                        next();
                    }
                }
                for (; left > 0; --left) next();
                strip.store(row, d);
            });
    }

  private:
    /// sum + x[k] * row k for `count` inputs; leaves row and input behind the last of them.
    template <class Strip>
    [[gnu::always_inline]] static typename Strip::vector add_rows(Strip strip, const T*& row,
                                                                  size_t stride, const T*& input,
                                                                  size_t count,
                                                                  typename Strip::vector sum) {
        using vector = typename Strip::vector;
        if constexpr (Backend::unrolls) {
            for (size_t fours = count / 4; fours > 0; --fours) {
                sum = Backend::add_four_rows(strip, row, stride, input, sum);
            }
            count %= 4;
        }
        for (; count > 0; --count) {
            sum = vector::multiply_add(vector::splat(*input++), strip.load(row), sum);
            row += stride;
        }
        return sum;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
