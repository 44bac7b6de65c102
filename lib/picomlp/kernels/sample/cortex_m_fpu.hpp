// SPDX-License-Identifier: MIT
// The backend of Cortex-M4, M7 and M33. Their floating-point unit computes one float at a time, but
// one instruction loads or stores several consecutive registers: these make up a vector.
#pragma once

#include "picomlp/kernels/sample/cortex_m_fpu_loops.hpp"
#include "picomlp/kernels/sample/cortex_m_fpu_narrow.hpp"
#include "picomlp/kernels/sample/cortex_m_fpu_registers.hpp"
#include "picomlp/kernels/sample/scalar_backend.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A backend (kernels/sample/backend.hpp) with strips of eight, then four, two and one.
struct cortex_m_fpu : by_strips<cortex_m_fpu, float> {
    using element = fpu_single;

    /// Adds products of two numbers. Not exact: the product of finite numbers above 1e19 overflows.
    class finite_check {
      public:
        static constexpr bool exact = false;
        [[gnu::always_inline]] void add(const fpu_single& v) { multiply(v.value, 0.0F, sum_a_); }
        [[gnu::always_inline]] void add(const fpu_vector2& v) {
            multiply(v.low.value, v.high.value, sum_a_);
        }
        [[gnu::always_inline]] void add(const fpu_vector4& v) {
            multiply(v.low.low.value, v.low.high.value, sum_a_);
            multiply(v.high.low.value, v.high.high.value, sum_b_);
        }
        [[gnu::always_inline]] void add(const fpu_vector8& v) {
            add(v.low);
            add(v.high);
        }
        [[gnu::always_inline]] bool all_finite() const {
            const float all = sum_a_ + sum_b_;
            return all - all == 0.0F;
        }
        static size_t add_many(size_t, const float*) { return 0; }
        [[gnu::always_inline]] size_t add_axpy(size_t count, float rate, const float* g,
                                               const float* w) {
            const size_t iterations = count / 24;
            if (iterations > 0) sum_a_ += fpu_loops::axpy_products(iterations, rate, g, w);
            return iterations * 24;
        }

      private:
        [[gnu::always_inline]] static void multiply(float a, float b, float& sum) {
            sum = __builtin_fmaf(a, b, sum);
        }

        float sum_a_ = 0.0F;
        float sum_b_ = 0.0F;
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + 8 <= count; k += 8) f(fpu_strip<fpu_vector8>{}, k);
        if (count & 4) {
            f(fpu_strip<fpu_vector4>{}, k);
            k += 4;
        }
        if (count & 2) {
            f(fpu_strip<fpu_vector2>{}, k);
            k += 2;
        }
        if (count & 1) f(full_strip<fpu_single>{}, k);
    }

    static constexpr bool unrolls = true;

    /// madd(x[k], row k, sum) for four rows; advances `row` and `x` past them.
    template <class Strip>
    [[gnu::always_inline]] static typename Strip::vector add_four_rows(Strip strip,
                                                                       const float*& row,
                                                                       size_t stride,
                                                                       const float*& x,
                                                                       typename Strip::vector sum) {
        using vector = typename Strip::vector;
        register float a asm("s8"), b asm("s9"), c asm("s10"), d asm("s11");
        asm("vldmia %0!, {s8-s11}"
            : "+r"(x), "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "m"(*(const float(*)[4])x));
        sum = vector::multiply_add(vector::splat(a), strip.load(row), sum);
        row += stride;
        sum = vector::multiply_add(vector::splat(b), strip.load(row), sum);
        row += stride;
        sum = vector::multiply_add(vector::splat(c), strip.load(row), sum);
        row += stride;
        sum = vector::multiply_add(vector::splat(d), strip.load(row), sum);
        row += stride;
        return sum;
    }

    [[gnu::always_inline]] static void relu(size_t count, float* z) {
        for (size_t fours = count / 4; fours > 0; --fours) fpu_loops::relu_four(z);
        for (size_t rest = count % 4; rest > 0; --rest, ++z) *z = kernels::relu(*z);
    }

    [[gnu::always_inline]] static void relu_backward(size_t count, const float* a, float* x) {
        for (size_t fours = count / 4; fours > 0; --fours) {
            fpu_loops::relu_backward_four(a, x);
        }
        for (size_t rest = count % 4; rest > 0; --rest, ++x) *x = kernels::relu_backward(*a++, *x);
    }

    static constexpr bool has_narrow = true;
    static constexpr bool has_wide = false;

    template <size_t Outputs, bool Relu>
    [[gnu::always_inline]] static const float* forward_narrow(size_t inputs, const float* w,
                                                              const float* x, float* z) {
        size_t later = 0;
        size_t first = inputs;
        // split_inputs() by branches, which take fewer instructions: one segment is the rule.
        if (__builtin_expect(inputs >= 8, false)) {
            later = 1;
            first = (inputs + 1) / 2;
            if (__builtin_expect(inputs >= 16, false)) {
                later = 3;
                first = (inputs + 3) / 4;
            }
        }
        const float* const bias = w + inputs * Outputs;
        float products;
        if constexpr (Relu) {
            const float* const end = fpu_narrow<Outputs>::forward_with_products(
                first, later, inputs, bias, x, w, z, products);
            if (__builtin_expect(products != products, false)) {
                for (size_t o = 0; o < Outputs; ++o) z[o] = kernels::relu(z[o]);
            } else {
                fpu_loops::clear_negative<Outputs>(z);
            }
            return end;
        } else {
            return fpu_narrow<Outputs>::forward(first, later, inputs, bias, x, w, z, products);
        }
    }
    template <size_t Outputs>
    [[gnu::always_inline]] static void backward_narrow(size_t inputs, const float* w,
                                                       const float* delta, float* dx) {
        fpu_narrow<Outputs>::sum_products(inputs, w, delta, dx);
    }
    template <size_t Outputs>
    [[gnu::always_inline]] static void gradient_narrow(size_t inputs, const float* x,
                                                       const float* delta, float* g) {
        fpu_narrow<Outputs>::multiply(inputs, x, delta, g);
    }

    static size_t forward_many(size_t outputs, size_t segments, size_t length, size_t extra,
                               const float* w, const float* bias, const float* x, float* z) {
        if (outputs < 16) return 0;
        const size_t done = outputs - left_for_strips(outputs);
        const size_t stride = (outputs - 16) * sizeof(float);
        for (size_t o = 0; o < done; o += 16) {
            if (o > done - 16) o = done - 16;
            const float* row = w + o;
            const float* input = x;
            const float* from = bias + o;
            const float* total = nullptr;
            for (size_t segment = 0; segment < segments; ++segment) {
                fpu_loops::add_sixteen(length + (segment < extra), from, input, row, stride, total,
                                       z + o);
                from = fpu_loops::zeros;
                total = z + o;
            }
        }
        return first_for_strips(outputs);
    }

    [[gnu::always_inline]] static size_t axpy_many(size_t count, float rate, const float* g,
                                                   float* w) {
        const size_t iterations = count / 24;
        if (iterations > 0) fpu_loops::axpy(iterations, rate, g, w);
        return iterations * 24;
    }

    [[gnu::always_inline]] static size_t outer_product_many(size_t inputs, size_t outputs,
                                                            const float* x, const float* d,
                                                            float* g) {
        if (outputs < 16) return 0;
        const size_t done = outputs - left_for_strips(outputs);
        for (size_t o = 0; o < done; o += 16) {
            if (o > done - 16) o = done - 16;
            const float* input = x;
            float* row = g + o;
            if (inputs > 1) {
                fpu_loops::multiply_sixteen(inputs / 2, input, d + o, row,
                                            (outputs - 16) * sizeof(float));
            }
            for (size_t k = o; k < o + 16; k += 8, row += 8) {
                const fpu_vector8 factor = fpu_strip<fpu_vector8>::load_b(d + k);
                float* to = row;
                if (inputs % 2 != 0) {
                    fpu_strip<fpu_vector8>::store(
                        to, fpu_vector8::multiply(fpu_vector8::splat(*input), factor));
                    to += outputs;
                }
                fpu_strip<fpu_vector8>::store(to, factor);
            }
        }
        return first_for_strips(outputs);
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const float* w,
                         const float* delta, float* dx) {
        if (accumulators == 4) {
            sum_by_four(inputs, outputs, w, delta, dx);
        } else {
            sum_by_one(inputs, outputs, w, delta, dx);
        }
    }

  private:
    // Of a layer with 16 outputs or more. Columns that are done twice get the same bits, and cost
    // less than several narrow strips.

    /// Columns behind those that are done by sixteens. 13 and more are done by another sixteen,
    /// which overlaps the one before.
    [[gnu::always_inline]] static size_t left_for_strips(size_t outputs) {
        const size_t rest = outputs % 16;
        return rest > 12 ? 0 : rest;
    }

    /// The first column for the strips behind them: one of four covers the last three columns, one
    /// of eight the last six or seven.
    [[gnu::always_inline]] static size_t first_for_strips(size_t outputs) {
        const size_t left = left_for_strips(outputs);
        const size_t more = left % 4 == 3 ? 1 : left % 8 == 6 ? 2 : 0;
        return outputs - left - more;
    }

    /// One accumulator per input, which dx[i] holds from strip to strip.
    static void sum_by_one(size_t inputs, size_t outputs, const float* w, const float* delta,
                           float* dx) {
        for (size_t i = 0; i < inputs; ++i) dx[i] = 0.0F;
        const auto columns = [=](auto strip, size_t o) __attribute__((always_inline)) {
            const auto d = strip.load_b(delta + o);
            const float* row = w + o;
            for (size_t i = 0; i < inputs; ++i, row += outputs) {
                dx[i] = add_one_by_one(strip.load(row), d, dx[i]);
            }
        };
        for_each_strip(outputs, columns);
    }

    /// madd(a, b, sum) for the elements of a and b one after another.
    template <class Vector>
    [[gnu::always_inline]] static float add_one_by_one(const Vector& a, const Vector& b,
                                                       float sum) {
        if constexpr (Vector::lanes == 1) {
            return Vector::multiply_add(a, b, {sum}).value;
        } else {
            return add_one_by_one(a.high, b.high, add_one_by_one(a.low, b.low, sum));
        }
    }

    /// Four accumulators per input, two rows at a time.
    static void sum_by_four(size_t inputs, size_t outputs, const float* w, const float* delta,
                            float* dx) {
        const size_t rest = outputs % 8;
        // If the number of rows is odd, the last is summed twice.
        if (inputs == 0) return;
        for (size_t i = 0; i < inputs; i += 2) {
            const float* row = w + i * outputs;
            const float* next = i + 1 < inputs ? row + outputs : row;
            const float* d = delta;
            fpu_loops::four_sums sum;
            fpu_loops::four_sums next_sum;
            fpu_loops::sum_two_rows(outputs / 8, d, row, next, sum, next_sum);
            if (rest > 0) {
                add_rest(rest, row, d, sum);
                add_rest(rest, next, d, next_sum);
            }
            dx[i] = sum.a + sum.b + sum.c + sum.d;
            if (i + 1 < inputs) dx[i + 1] = next_sum.a + next_sum.b + next_sum.c + next_sum.d;
        }
    }

    [[gnu::always_inline]] static void add_rest(size_t count, const float* w, const float* delta,
                                                fpu_loops::four_sums& sum) {
        if (count >= 4) {
            sum.d = madd(w[3], delta[3], sum.d);
            sum.c = madd(w[2], delta[2], sum.c);
            sum.b = madd(w[1], delta[1], sum.b);
            sum.a = madd(w[0], delta[0], sum.a);
            w += 4;
            delta += 4;
            count -= 4;
        }
        if (count > 0) sum.a = madd(w[0], delta[0], sum.a);
        if (count > 1) sum.b = madd(w[1], delta[1], sum.b);
        if (count > 2) sum.c = madd(w[2], delta[2], sum.c);
    }

    [[gnu::always_inline]] static float madd(float a, float b, float c) {
        return fpu_single::multiply_add({a}, {b}, {c}).value;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
