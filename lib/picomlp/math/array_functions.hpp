// The functions that networks spend their time in, over arrays, to be compiled once for each
// instruction set. For the sources of this floor alone: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/math/array_table.hpp"
#include "picomlp/math/exp_core.hpp"
#include "picomlp/math/log_core.hpp"
#include "picomlp/math/sigmoid_core.hpp"
#include "picomlp/math/softplus_core.hpp"
#include "picomlp/math/tanh_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// What a logit costs by binary cross-entropy, and its derivative, from one exponential.
template <class T>
struct cross_entropy {
    T cost;        ///< max(z, 0) - y z + softplus(-|z|)
    T difference;  ///< sigmoid(z) - y
};

/// The bits are those of the functions named above, NaN for a logit that is one.
template <class T>
static inline cross_entropy<T> cross_entropy_element(T z, T y) {
    const exp_pair<T> e = exp_pair_of_negative(z);
    const T above = select(z > T(0), z, T(0));
    return {above - y * z + unless_nan(z, log_of_one_plus(e)),
            unless_nan(z, sigmoid_of_pair(z, e)) - y};
}

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
        in_blocks(
            n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
                T logit[most.value] = {};
                T target[most.value] = {};
                T sum[most.value] = {};
                T difference[most.value];
                copy(z + first, count, logit);
                copy(y + first, count, target);
                copy(cost + first, count, sum);
                for (size_t k = 0; k < most.value; ++k) {
                    const auto element = cross_entropy_element(logit[k], target[k]);
                    sum[k] += element.cost * share;
                    difference[k] = scale * element.difference;
                }
                copy(sum, count, cost + first);
                if (delta) copy(difference, count, delta + first);
            });
    }

  private:
    static constexpr size_t narrowest = 16 / sizeof(T);
    static constexpr size_t lanes = InstructionSet::template vector<T>::lanes;
    static constexpr size_t one_vector = lanes < narrowest ? narrowest : lanes;

    template <size_t Value>
    struct number {
        static constexpr size_t value = Value;
    };

    /// block(number<Most>, first, count <= Most) for blocks that cover n elements. A block is
    /// computed in a loop of known length over arrays of its own, which a compiler turns into
    /// vectors: two of them, one's operations filling the waits of the other's.
    template <class Block>
    [[gnu::always_inline]] static void in_blocks(size_t n, const Block& block) {
        size_t k = 0;
        for (; k + 2 * one_vector <= n; k += 2 * one_vector) {
            block(number<2 * one_vector>{}, k, 2 * one_vector);
        }
        if (n - k > one_vector) {
            block(number<2 * one_vector>{}, k, n - k);
        } else if (n > k) {
            block(number<one_vector>{}, k, n - k);
        }
    }

    [[gnu::always_inline]] static void copy(const T* from, size_t count, T* to) {
        for (size_t k = 0; k < count; ++k) to[k] = from[k];
    }

    template <class Function>
    [[gnu::always_inline]] static void over(const T* x, T* y, size_t n, Function f) {
        in_blocks(
            n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
                T values[most.value] = {};
                copy(x + first, count, values);
                for (size_t k = 0; k < most.value; ++k) values[k] = f(values[k]);
                copy(values, count, y + first);
            });
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
