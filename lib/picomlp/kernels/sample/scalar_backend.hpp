// SPDX-License-Identifier: MIT
// The backend of targets without vectors: one element at a time. It is the least code, and as fast
// as any where arithmetic is done in software.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/sample/backend.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

// max(x, 0) of one number and its derivative: by a comparison where a vector unit does it, by
// integers where comparing floats is slow. The same bits both ways: NaN counts as not positive.

#if defined(__SSE2__) || defined(__aarch64__) || defined(__wasm_simd128__)

template <class T>
[[gnu::always_inline]] inline T relu(T x) {
    return x > T(0) ? x : T(0);
}

/// x where a > 0, otherwise +0.
template <class T>
[[gnu::always_inline]] inline T relu_backward(T a, T x) {
    return a > T(0) ? x : T(0);
}

#else

/// The bits of +0 to +infinity, read as an integer, are ordered like the numbers; those of all
/// other numbers and of NaN are larger.
template <class T>
[[gnu::always_inline]] inline T relu(T x) {
    using layout = detail::ieee_layout<T>;
    typename layout::bits bits;
    __builtin_memcpy(&bits, &x, sizeof x);
    bits = bits > layout::infinity ? 0 : bits;
    __builtin_memcpy(&x, &bits, sizeof x);
    return x;
}

/// x where a > 0, otherwise +0.
template <class T>
[[gnu::always_inline]] inline T relu_backward(T a, T x) {
    using layout = detail::ieee_layout<T>;
    typename layout::bits of_a, of_x;
    __builtin_memcpy(&of_a, &a, sizeof a);
    __builtin_memcpy(&of_x, &x, sizeof x);
    of_x = of_a - 1 < layout::infinity ? of_x : 0;
    __builtin_memcpy(&x, &of_x, sizeof x);
    return x;
}

#endif

/// A backend (kernels/sample/backend.hpp).
template <class T>
struct scalar_backend : by_strips<scalar_backend<T>, T> {
    using element = simd::scalar_vector<simd::scalar, T>;

    class finite_check {
      public:
        static constexpr bool exact = true;
        [[gnu::always_inline]] void add(element v) {
            if (detail::is_nan_or_inf(v.value)) all_finite_ = false;
        }
        [[gnu::always_inline]] size_t add_many(size_t count, const T* x) {
            for (size_t left = count; left > 0; --left) {
                if (!detail::is_nan_or_inf(*x++)) continue;
                all_finite_ = false;
                break;
            }
            return count;
        }
        static size_t add_axpy(size_t, T, const T*, const T*) { return 0; }
        [[gnu::always_inline]] bool all_finite() const { return all_finite_; }

      private:
        bool all_finite_ = true;
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t count, const Function& f) {
        for (size_t k = 0; k < count; ++k) f(full_strip<element>{}, k);
    }

    template <class Function>
    [[gnu::always_inline]] static void visit(size_t count, const T* a, const T* b,
                                             const Function& f) {
        for (const T* const end = a + count; a != end;) f(element{*a++}, element{*b++});
    }

    template <class Function>
    [[gnu::always_inline]] static void update(size_t count, const T* a, T* b, const Function& f) {
        for (const T* const end = a + count; a != end; ++b)
            *b = f(element{*a++}, element{*b}).value;
    }

    [[gnu::always_inline]] static void relu(size_t count, T* z) {
        for (size_t k = 0; k < count; ++k) z[k] = kernels::relu(z[k]);
    }

    static void relu_backward(size_t count, const T* a, T* x) {
        for (size_t k = 0; k < count; ++k) x[k] = kernels::relu_backward(a[k], x[k]);
    }

    // Totals start from -0: adding to it changes no bit, not even the sign of a zero, so the first
    // partial sum needs no path of its own. No sum is empty.

    static constexpr bool has_forward = true;
    static const T* forward(dense_shape shape, const T* w, const T* x, T* z) {
        const size_t outputs = shape.outputs;
        const size_t inputs = shape.inputs;
        const uint32_t last_segment = summation_order::input_segments(shape) - 1;
        const T* bias = w + inputs * outputs;
        size_t left = outputs;
        do {
            const T* weight = w++;
            const T* input = x;
            element sum = {*bias++};
            T total = -T(0);
            uint32_t segment = last_segment;
            do {
                // The first segments have one input more. There are 1, 2 or 4.
                size_t terms = (inputs + segment) >> (last_segment + 1) / 2;
                do {
                    sum = element::multiply_add({*input++}, {*weight}, sum);
                    weight += outputs;
                    step_by_itself(input);
                    step_by_itself(weight);
                } while (--terms > 0);
                total += sum.value;
                sum = element::zero();
            } while (segment-- > 0);
            *z++ = total;
        } while (--left > 0);
        return bias;
    }

    static size_t outer_product_many(size_t inputs, size_t outputs, const T* x, const T* d, T* g) {
        const T* const d_end = d + outputs;
        do {
            const T factor = *x++;
            const T* each = d;
            do {
                *g++ = factor * *each++;
                step_by_itself(each);
                step_by_itself(g);
            } while (each != d_end);
        } while (--inputs > 0);
        do {
            *g++ = *d++;
        } while (d != d_end);
        return outputs;
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const T* w,
                         const T* delta, T* dx) {
        T* const dx_end = dx + inputs;
        do {
            T total = -T(0);
            size_t first = 0;
            do {
                element sum = element::zero();
                size_t o = first;
                do {
                    sum = element::multiply_add({w[o]}, {delta[o]}, sum);
                    o += accumulators;
                } while (o < outputs);
                total += sum.value;
            } while (++first < accumulators);
            *dx++ = total;
            w += outputs;
        } while (dx != dx_end);
    }

  private:
    /// Where code is to be small: this pointer is not computed anew from another one.
    template <class Pointer>
    [[gnu::always_inline]] static void step_by_itself([[maybe_unused]] Pointer& p) {
#if defined(__OPTIMIZE_SIZE__)
        asm("" : "+r"(p));
#endif
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
