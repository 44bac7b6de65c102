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
        static size_t add_many(size_t, const T*) { return 0; }
        static size_t add_axpy(size_t, T, const T*, const T*) { return 0; }
        [[gnu::always_inline]] bool all_finite() const { return all_finite_; }

      private:
        bool all_finite_ = true;
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t count, const Function& f) {
        for (size_t k = 0; k < count; ++k) f(full_strip<element>{}, k);
    }

    [[gnu::always_inline]] static void relu(size_t count, T* z) {
        for (size_t k = 0; k < count; ++k) z[k] = kernels::relu(z[k]);
    }

    static void relu_backward(size_t count, const T* a, T* x) {
        for (size_t k = 0; k < count; ++k) x[k] = kernels::relu_backward(a[k], x[k]);
    }

    // Totals start from -0: adding to it changes no bit, not even the sign of a zero, so the first
    // partial sum needs no path of its own.

    static size_t forward_many(size_t outputs, size_t segments, size_t length, size_t extra,
                               const T* w, const T* bias, const T* x, T* z) {
        for (size_t o = 0; o < outputs; ++o, ++w) {
            const T* weight = w;
            const T* input = x;
            element sum = {bias[o]};
            T total = -T(0);
            for (size_t segment = 0; segment < segments; ++segment) {
                for (size_t left = length + (segment < extra); left > 0; --left) {
                    sum = element::multiply_add({*input++}, {*weight}, sum);
                    weight += outputs;
                }
                total += sum.value;
                sum = element::zero();
            }
            z[o] = total;
        }
        return outputs;
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const T* w,
                         const T* delta, T* dx) {
        for (size_t i = 0; i < inputs; ++i, w += outputs) {
            T total = -T(0);
            for (size_t first = 0; first < accumulators; ++first) {
                element sum = element::zero();
                for (size_t o = first; o < outputs; o += accumulators) {
                    sum = element::multiply_add({w[o]}, {delta[o]}, sum);
                }
                total += sum.value;
            }
            dx[i] = total;
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
