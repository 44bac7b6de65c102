// One element at a time: the least code, and as fast as any where arithmetic is done in software.
#pragma once

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/sample/relu.hpp"
#include "picomlp/kernels/sample/walk.hpp"
#include "picomlp/simd/vectors/scalar.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// A walk (kernels/sample/walk.hpp) with what kernels for one sample want besides.
template <class T>
struct scalar_walk : pairs<scalar_walk<T>, T> {
    using element = simd::scalar_vector<simd::scalar, T>;

    class finiteness {
      public:
        static constexpr bool exact = true;
        [[gnu::always_inline]] void add(element v) {
            if (detail::is_nan_or_inf(v.value)) certain_ = false;
        }
        static size_t add_all(size_t, const T*) { return 0; }
        static size_t add_moved(size_t, T, const T*, const T*) { return 0; }
        [[gnu::always_inline]] bool certain() const { return certain_; }

      private:
        bool certain_ = true;
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_run(size_t count, const Function& f) {
        for (size_t k = 0; k < count; ++k) f(whole_run<element>{}, k);
    }

    static constexpr bool unrolls = false;

    static void relu(size_t count, T* z) {
        for (size_t k = 0; k < count; ++k) z[k] = kernels::relu(z[k]);
    }

    static void relu_backward(size_t count, const T* a, T* x) {
        for (size_t k = 0; k < count; ++k) x[k] = kernels::relu_backward(a[k], x[k]);
    }

    static constexpr bool has_narrow = false;
    static constexpr bool fuses_relu = false;

    // Adding to -0 changes nothing, not even the sign of a zero: with it the first of several sums
    // needs no path of its own.

    static size_t forward_many(size_t outputs, size_t segments, size_t length, size_t longer,
                               const T* w, const T* bias, const T* x, T* z) {
        for (size_t o = 0; o < outputs; ++o, ++w) {
            const T* weight = w;
            const T* input = x;
            element sum = {bias[o]};
            T total = -T(0);
            for (size_t segment = 0; segment < segments; ++segment) {
                for (size_t rows = length + (segment < longer); rows > 0; --rows) {
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

    static void backward(size_t lanes, size_t inputs, size_t outputs, const T* w, const T* delta,
                         T* dx) {
        for (size_t i = 0; i < inputs; ++i, w += outputs) {
            T total = -T(0);
            for (size_t lane = 0; lane < lanes; ++lane) {
                element sum = element::zero();
                for (size_t o = lane; o < outputs; o += lanes) {
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
