// The floating-point unit of Cortex-M4, M7 and M33. It computes one float at a time, but loads and
// stores neighbouring registers by one instruction: a vector is what such an instruction moves.
#pragma once

#include "picomlp/simd/runs.hpp"
#include "picomlp/simd/vfp_loops.hpp"
#include "picomlp/simd/vfp_narrow.hpp"
#include "picomlp/simd/vfp_positive.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

struct vfp_registers {
    template <class T>
    [[gnu::always_inline]] static T fused_multiply_add(T a, T b, T c) {
        return portable_fused_multiply_add(a, b, c);
    }
};

template <class Half>
struct vfp_pair {
    using value_type = float;
    using half = Half;
    static constexpr size_t lanes = 2 * Half::lanes;

    Half low;
    Half high;

    [[gnu::always_inline]] static vfp_pair zero() { return {Half::zero(), Half::zero()}; }
    [[gnu::always_inline]] static vfp_pair splat(float x) {
        return {Half::splat(x), Half::splat(x)};
    }
    [[gnu::always_inline]] static vfp_pair add(const vfp_pair& a, const vfp_pair& b) {
        return {Half::add(a.low, b.low), Half::add(a.high, b.high)};
    }
    [[gnu::always_inline]] static vfp_pair multiply(const vfp_pair& a, const vfp_pair& b) {
        return {Half::multiply(a.low, b.low), Half::multiply(a.high, b.high)};
    }
    [[gnu::always_inline]] static vfp_pair multiply_add(vfp_pair a, vfp_pair b, vfp_pair c) {
        return {Half::multiply_add(a.low, b.low, c.low),
                Half::multiply_add(a.high, b.high, c.high)};
    }
};

using vfp_single = single<vfp_registers, float>;
using vfp_vector2 = vfp_pair<vfp_single>;
using vfp_vector4 = vfp_pair<vfp_vector2>;
using vfp_vector8 = vfp_pair<vfp_vector4>;

[[gnu::always_inline]] inline vfp_vector8 of_eight(float a, float b, float c, float d, float e,
                                                   float f, float g, float h) {
    return {{{{a}, {b}}, {{c}, {d}}}, {{{e}, {f}}, {{g}, {h}}}};
}

/// `lanes` neighbouring floats by one instruction. It wants registers that follow each other, so
/// they are named: from s0 on for what is used up at once, from s8 on for what is kept, from s16 on
/// for sums and all that is stored. What is computed with them may lie anywhere.
template <class Vector>
struct vfp_run;

template <>
struct vfp_run<vfp_vector2> {
    using vector = vfp_vector2;

    [[gnu::always_inline]] static vector load(const float* p) {
        register float a asm("s0"), b asm("s1");
        asm("vldmia %2, {s0-s1}" : "=t"(a), "=t"(b) : "r"(p), "m"(*(const float(*)[2])p));
        return {{a}, {b}};
    }
    [[gnu::always_inline]] static vector load_kept(const float* p) {
        register float a asm("s8"), b asm("s9");
        asm("vldmia %2, {s8-s9}" : "=t"(a), "=t"(b) : "r"(p), "m"(*(const float(*)[2])p));
        return {{a}, {b}};
    }
    [[gnu::always_inline]] static vector load_sum(const float* p) {
        register float a asm("s16"), b asm("s17");
        asm("vldmia %2, {s16-s17}" : "=t"(a), "=t"(b) : "r"(p), "m"(*(const float(*)[2])p));
        return {{a}, {b}};
    }
    [[gnu::always_inline]] static void store(float* p, vector v) {
        register float a asm("s16") = v.low.value, b asm("s17") = v.high.value;
        asm("vstmia %1, {s16-s17}" : "=m"(*(float(*)[2])p) : "r"(p), "t"(a), "t"(b));
    }
};

template <>
struct vfp_run<vfp_vector4> {
    using vector = vfp_vector4;

    [[gnu::always_inline]] static vector load(const float* p) {
        register float a asm("s0"), b asm("s1"), c asm("s2"), d asm("s3");
        asm("vldmia %4, {s0-s3}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "r"(p), "m"(*(const float(*)[4])p));
        return {{{a}, {b}}, {{c}, {d}}};
    }
    [[gnu::always_inline]] static vector load_kept(const float* p) {
        register float a asm("s8"), b asm("s9"), c asm("s10"), d asm("s11");
        asm("vldmia %4, {s8-s11}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "r"(p), "m"(*(const float(*)[4])p));
        return {{{a}, {b}}, {{c}, {d}}};
    }
    [[gnu::always_inline]] static vector load_sum(const float* p) {
        register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19");
        asm("vldmia %4, {s16-s19}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "r"(p), "m"(*(const float(*)[4])p));
        return {{{a}, {b}}, {{c}, {d}}};
    }
    [[gnu::always_inline]] static void store(float* p, vector v) {
        register float a asm("s16") = v.low.low.value, b asm("s17") = v.low.high.value;
        register float c asm("s18") = v.high.low.value, d asm("s19") = v.high.high.value;
        asm("vstmia %1, {s16-s19}"
            : "=m"(*(float(*)[4])p)
            : "r"(p), "t"(a), "t"(b), "t"(c), "t"(d));
    }
};

template <>
struct vfp_run<vfp_vector8> {
    using vector = vfp_vector8;

    [[gnu::always_inline]] static vector load(const float* p) {
        register float a asm("s0"), b asm("s1"), c asm("s2"), d asm("s3");
        register float e asm("s4"), f asm("s5"), g asm("s6"), h asm("s7");
        asm("vldmia %8, {s0-s7}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
            : "r"(p), "m"(*(const float(*)[8])p));
        return of_eight(a, b, c, d, e, f, g, h);
    }
    [[gnu::always_inline]] static vector load_kept(const float* p) {
        register float a asm("s8"), b asm("s9"), c asm("s10"), d asm("s11");
        register float e asm("s12"), f asm("s13"), g asm("s14"), h asm("s15");
        asm("vldmia %8, {s8-s15}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
            : "r"(p), "m"(*(const float(*)[8])p));
        return of_eight(a, b, c, d, e, f, g, h);
    }
    [[gnu::always_inline]] static vector load_sum(const float* p) {
        register float a asm("s16"), b asm("s17"), c asm("s18"), d asm("s19");
        register float e asm("s20"), f asm("s21"), g asm("s22"), h asm("s23");
        asm("vldmia %8, {s16-s23}"
            : "=t"(a), "=t"(b), "=t"(c), "=t"(d), "=t"(e), "=t"(f), "=t"(g), "=t"(h)
            : "r"(p), "m"(*(const float(*)[8])p));
        return of_eight(a, b, c, d, e, f, g, h);
    }
    [[gnu::always_inline]] static void store(float* p, vector v) {
        register float a asm("s16") = v.low.low.low.value, b asm("s17") = v.low.low.high.value;
        register float c asm("s18") = v.low.high.low.value, d asm("s19") = v.low.high.high.value;
        register float e asm("s20") = v.high.low.low.value, f asm("s21") = v.high.low.high.value;
        register float g asm("s22") = v.high.high.low.value, h asm("s23") = v.high.high.high.value;
        asm("vstmia %1, {s16-s23}"
            : "=m"(*(float(*)[8])p)
            : "r"(p), "t"(a), "t"(b), "t"(c), "t"(d), "t"(e), "t"(f), "t"(g), "t"(h));
    }
};

/// A walk (simd/runs.hpp) by eights, then four, two and one, with what kernels for one sample want
/// besides.
struct vfp : pairs<vfp, float> {
    using element = vfp_single;

    /// Two numbers are multiplied at a time, so that finite ones above 1e19 can raise an alarm.
    class finiteness {
      public:
        static constexpr bool exact = false;
        [[gnu::always_inline]] void add(const vfp_single& v) { multiply(v.value, 0.0F, sum_a_); }
        [[gnu::always_inline]] void add(const vfp_vector2& v) {
            multiply(v.low.value, v.high.value, sum_a_);
        }
        [[gnu::always_inline]] void add(const vfp_vector4& v) {
            multiply(v.low.low.value, v.low.high.value, sum_a_);
            multiply(v.high.low.value, v.high.high.value, sum_b_);
        }
        [[gnu::always_inline]] void add(const vfp_vector8& v) {
            add(v.low);
            add(v.high);
        }
        [[gnu::always_inline]] bool certain() const {
            const float all = sum_a_ + sum_b_;
            return all - all == 0.0F;
        }
        static size_t add_all(size_t, const float*) { return 0; }
        /// madd(rate, g, w) of as many elements as are done faster together; returns their number.
        [[gnu::always_inline]] size_t add_moved(size_t count, float rate, const float* g,
                                                const float* w) {
            const size_t turns = count / 24;
            if (turns > 0) sum_a_ += vfp_loops::products_of_moved(turns, rate, g, w);
            return turns * 24;
        }

      private:
        [[gnu::always_inline]] static void multiply(float a, float b, float& sum) {
            sum = __builtin_fmaf(a, b, sum);
        }

        float sum_a_ = 0.0F;
        float sum_b_ = 0.0F;
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_run(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + 8 <= count; k += 8) f(vfp_run<vfp_vector8>{}, k);
        if (count & 4) {
            f(vfp_run<vfp_vector4>{}, k);
            k += 4;
        }
        if (count & 2) {
            f(vfp_run<vfp_vector2>{}, k);
            k += 2;
        }
        if (count & 1) f(whole_run<vfp_single>{}, k);
    }

    static constexpr bool unrolls = true;

    /// madd(x[k], row k, sum) for four rows; leaves `row` and `x` behind them.
    template <class Run>
    [[gnu::always_inline]] static typename Run::vector add_four_rows(Run run, const float*& row,
                                                                     size_t stride, const float*& x,
                                                                     typename Run::vector sum) {
        using vector = typename Run::vector;
        register float a asm("s8"), b asm("s9"), c asm("s10"), d asm("s11");
        asm("vldmia %0!, {s8-s11}"
            : "+r"(x), "=t"(a), "=t"(b), "=t"(c), "=t"(d)
            : "m"(*(const float(*)[4])x));
        sum = vector::multiply_add(vector::splat(a), run.load(row), sum);
        row += stride;
        sum = vector::multiply_add(vector::splat(b), run.load(row), sum);
        row += stride;
        sum = vector::multiply_add(vector::splat(c), run.load(row), sum);
        row += stride;
        sum = vector::multiply_add(vector::splat(d), run.load(row), sum);
        row += stride;
        return sum;
    }

    [[gnu::always_inline]] static void positive_parts(size_t count, float* z) {
        for (size_t fours = count / 4; fours > 0; --fours) vfp_loops::keep_positive_four(z);
        for (size_t rest = count % 4; rest > 0; --rest, ++z) *z = positive_part(*z);
    }

    /// The same for a number known when the library is compiled.
    template <size_t Count>
    [[gnu::always_inline]] static void positive_parts(float* z) {
        if constexpr (Count >= 4) {
            vfp_loops::keep_positive_four(z);
            positive_parts<Count - 4>(z);
        } else if constexpr (Count > 0) {
            *z = positive_part(*z);
            positive_parts<Count - 1>(z + 1);
        }
    }

    [[gnu::always_inline]] static void keep_where_positive(size_t count, const float* a, float* x) {
        for (size_t fours = count / 4; fours > 0; --fours) {
            vfp_loops::keep_where_positive_four(a, x);
        }
        for (size_t rest = count % 4; rest > 0; --rest, ++x) *x = where_positive(*a++, *x);
    }

    // Layers of up to 16 outputs, as sample_products says.
    static constexpr bool has_narrow = true;
    static constexpr bool joins_positive_part = false;

    template <size_t Outputs>
    [[gnu::always_inline]] static void forward_narrow(size_t segments, size_t length, size_t longer,
                                                      const float* w, const float* bias,
                                                      const float* x, float* z) {
        vfp_narrow<Outputs>::add(length + (longer > 0), bias, x, w, nullptr, z);
        for (size_t segment = 1; segment < segments; ++segment) {
            vfp_narrow<Outputs>::add(length + (segment < longer), vfp_loops::nothing, x, w, z, z);
        }
    }
    template <size_t Outputs>
    [[gnu::always_inline]] static void backward_narrow(size_t inputs, const float* w,
                                                       const float* delta, float* dx) {
        vfp_narrow<Outputs>::sum_products(inputs, w, delta, dx);
    }
    template <size_t Outputs>
    [[gnu::always_inline]] static void gradient_narrow(size_t inputs, const float* x,
                                                       const float* delta, float* g) {
        vfp_narrow<Outputs>::multiply(inputs, x, delta, g);
    }

    static size_t forward_many(size_t outputs, size_t segments, size_t length, size_t longer,
                               const float* w, const float* bias, const float* x, float* z) {
        const size_t done = outputs & ~size_t{15};
        const size_t stride = (outputs - 16) * sizeof(float);
        for (size_t o = 0; o < done; o += 16, z += 16) {
            const float* row = w + o;
            const float* input = x;
            const float* from = bias + o;
            const float* total = nullptr;
            for (size_t segment = 0; segment < segments; ++segment) {
                vfp_loops::add_sixteen(length + (segment < longer), from, input, row, stride, total,
                                       z);
                from = vfp_loops::nothing;
                total = z;
            }
        }
        return done;
    }

    [[gnu::always_inline]] static size_t descend_many(size_t count, float rate, const float* g,
                                                      float* w) {
        const size_t turns = count / 24;
        if (turns > 0) vfp_loops::descend(turns, rate, g, w);
        return turns * 24;
    }

    [[gnu::always_inline]] static size_t multiply_many(size_t inputs, size_t outputs,
                                                       const float* x, const float* d, float* g) {
        const size_t done = outputs & ~size_t{15};
        for (size_t o = 0; o < done; o += 16) {
            const float* input = x;
            float* row = g + o;
            if (inputs > 1) {
                vfp_loops::multiply_sixteen(inputs / 2, input, d + o, row,
                                            (outputs - 16) * sizeof(float));
            }
            for (size_t k = o; k < o + 16; k += 8, row += 8) {
                const vfp_vector8 kept = vfp_run<vfp_vector8>::load_kept(d + k);
                float* to = row;
                if (inputs % 2 != 0) {
                    vfp_run<vfp_vector8>::store(
                        to, vfp_vector8::multiply(vfp_vector8::splat(*input), kept));
                    to += outputs;
                }
                vfp_run<vfp_vector8>::store(to, kept);
            }
        }
        return done;
    }

    static void backward(size_t lanes, size_t inputs, size_t outputs, const float* w,
                         const float* delta, float* dx) {
        if (lanes == 4) {
            sum_four_lanes(inputs, outputs, w, delta, dx);
        } else {
            sum_one_lane(inputs, outputs, w, delta, dx);
        }
    }

  private:
    /// Each input's sum goes on from run to run, in dx itself.
    static void sum_one_lane(size_t inputs, size_t outputs, const float* w, const float* delta,
                             float* dx) {
        for (size_t i = 0; i < inputs; ++i) dx[i] = 0.0F;
        const auto columns = [=](auto run, size_t o) __attribute__((always_inline)) {
            const auto d = run.load_kept(delta + o);
            const float* row = w + o;
            for (size_t i = 0; i < inputs; ++i, row += outputs) {
                dx[i] = add_lanes_in_turn(run.load(row), d, dx[i]);
            }
        };
        for_each_run(outputs, columns);
    }

    /// madd(a, b, sum) lane by lane, from the lowest.
    template <class Vector>
    [[gnu::always_inline]] static float add_lanes_in_turn(const Vector& a, const Vector& b,
                                                          float sum) {
        if constexpr (Vector::lanes == 1) {
            return Vector::multiply_add(a, b, {sum}).value;
        } else {
            return add_lanes_in_turn(a.high, b.high, add_lanes_in_turn(a.low, b.low, sum));
        }
    }

    /// Two rows at a time.
    static void sum_four_lanes(size_t inputs, size_t outputs, const float* w, const float* delta,
                               float* dx) {
        const size_t rest = outputs % 8;
        // Of an odd number of rows the last is summed twice.
        if (inputs == 0) return;
        for (size_t i = 0; i < inputs; i += 2) {
            const float* row = w + i * outputs;
            const float* next = i + 1 < inputs ? row + outputs : row;
            const float* d = delta;
            vfp_loops::four_sums sum;
            vfp_loops::four_sums next_sum;
            vfp_loops::sum_two_rows(outputs / 8, d, row, next, sum, next_sum);
            if (rest > 0) {
                add_rest(rest, row, d, sum);
                add_rest(rest, next, d, next_sum);
            }
            dx[i] = sum.a + sum.b + sum.c + sum.d;
            if (i + 1 < inputs) dx[i + 1] = next_sum.a + next_sum.b + next_sum.c + next_sum.d;
        }
    }

    [[gnu::always_inline]] static void add_rest(size_t count, const float* w, const float* delta,
                                                vfp_loops::four_sums& sum) {
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
        return vfp_single::multiply_add({a}, {b}, {c}).value;
    }
};

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
