// The functions that networks spend their time in, over arrays, to be compiled once for each
// instruction set. For the sources of this floor alone: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/cross_entropy_core.hpp"
#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/log_element.hpp"
#include "picomlp/math/sigmoid_core.hpp"
#include "picomlp/math/softplus_core.hpp"
#include "picomlp/math/tanh_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// The instruction set is part of every name, so that code compiled for one processor is never
/// merged by the linker with code compiled for another.
template <class InstructionSet, class T>
struct array_functions {
    static void exp(const T* x, T* y, size_t n) {
        over(x, y, n, [](T v) { return exp_element(v); });
    }
    static void log(const T* x, T* y, size_t n) {
        over(x, y, n, [](T v) { return log_element(v); });
    }
    static void tanh(const T* x, T* y, size_t n) {
        over(x, y, n, [](T v) { return tanh_element(v); });
    }
    static void sigmoid(const T* x, T* y, size_t n) {
        over(x, y, n, [](T v) { return sigmoid_element(v); });
    }
    static void softplus(const T* x, T* y, size_t n) {
        over(x, y, n, [](T v) { return softplus_element(v); });
    }

    static void cross_entropy(const T* z, const T* y, size_t n, T share, T scale, T* cost,
                              T* delta) {
        const auto some = [=](size_t first, size_t count) __attribute__((always_inline)) {
            T logit[together] = {};
            T target[together] = {};
            T difference[together];
            for (size_t k = 0; k < count; ++k) logit[k] = z[first + k];
            for (size_t k = 0; k < count; ++k) target[k] = y[first + k];
            for (size_t k = 0; k < together; ++k) {
                const detail::cross_entropy<T> element = cross_entropy_element(logit[k], target[k]);
                logit[k] = element.cost * share;
                difference[k] = scale * element.difference;
            }
            for (size_t k = 0; k < count; ++k) cost[first + k] += logit[k];
            if (!delta) return;
            for (size_t k = 0; k < count; ++k) delta[first + k] = difference[k];
        };
        size_t k = 0;
        for (; k + together <= n; k += together) some(k, together);
        if (k < n) some(k, n - k);
    }

  private:
    /// Elements that are computed together: a loop of known length over arrays of its own, which a
    /// compiler turns into vectors of any width.
    static constexpr size_t together = 64 / sizeof(T);

    template <class F>
    [[gnu::always_inline]] static void over(const T* x, T* y, size_t n, F f) {
        for (; n >= together; n -= together, x += together, y += together) {
            T values[together];
            for (size_t k = 0; k < together; ++k) values[k] = x[k];
            for (size_t k = 0; k < together; ++k) values[k] = f(values[k]);
            for (size_t k = 0; k < together; ++k) y[k] = values[k];
        }
        if (n == 0) return;
        T values[together] = {};
        for (size_t k = 0; k < n; ++k) values[k] = x[k];
        for (size_t k = 0; k < together; ++k) values[k] = f(values[k]);
        for (size_t k = 0; k < n; ++k) y[k] = values[k];
    }
};

template <class InstructionSet, class T>
inline constexpr array_table<T> array_table_of = {
    array_functions<InstructionSet, T>::exp,      array_functions<InstructionSet, T>::log,
    array_functions<InstructionSet, T>::tanh,     array_functions<InstructionSet, T>::sigmoid,
    array_functions<InstructionSet, T>::softplus, array_functions<InstructionSet, T>::cross_entropy,
};

}  // namespace detail

}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
