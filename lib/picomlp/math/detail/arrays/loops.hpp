// SPDX-License-Identifier: MIT
// The loops of the array functions of one instruction set. Each function is a source by itself,
// since linkers keep all constants of an object file or none.
#pragma once

#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// The instruction set is part of every name: a linker must not merge code that is compiled for
/// different processors.
template <class InstructionSet, class T>
struct array_loops {
    /// Calls block(number<Most>, first, count), count <= Most, for blocks that cover n elements. A
    /// block works on local arrays in loops of the known length Most, which compilers vectorise.
    /// Most is two vectors where possible: their operations are independent and hide each other's
    /// latency. Only n below a vector leaves a vector that is not full. Loops that a compiler
    /// unrolls before it looks for vectors become none: they say `unroll 1`.
    template <class Block>
    [[gnu::always_inline]] static void in_blocks(size_t n, const Block& block) {
        size_t k = 0;
        for (size_t left = n; left > one_vector; left = n - k) {
            size_t count = left < 2 * one_vector ? left : 2 * one_vector;
            if (left > count && left < count + one_vector) count = left - one_vector;
            block(number<2 * one_vector>{}, k, count);
            k += count;
        }
        if (n > k) block(number<one_vector>{}, k, n - k);
    }

    /// The elements of a block: of two vectors, the second ends with the block, and elements in the
    /// middle may be in both. Other elements of a single one are +0. A block in place loads what it
    /// needs of a row before it stores any of it.
    template <size_t Most>
    [[gnu::always_inline]] static void load(const T* from, size_t count, T (&to)[Most]) {
        if constexpr (Most > one_vector) {
            copy_vector(from, to);
            copy_vector(from + (count - one_vector), to + one_vector);
        } else if (count == Most) {
            copy_vector(from, to);
        } else if constexpr (InstructionSet::has_masks) {
            vector::load_masked(from, count).store(to);
        } else {
            for (size_t k = 0; k < Most; ++k) to[k] = k < count ? from[k] : T(0);
        }
    }

    /// The elements of a block to where they belong.
    template <size_t Most>
    [[gnu::always_inline]] static void store(const T (&from)[Most], size_t count, T* to) {
        if constexpr (Most > one_vector) {
            copy_vector(from, to);
            copy_vector(from + one_vector, to + (count - one_vector));
        } else if (count == Most) {
            copy_vector(from, to);
        } else if constexpr (InstructionSet::has_masks) {
            vector::load(from).store_masked(to, count);
        } else {
            for (size_t k = 0; k + 1 < Most; ++k) {
                if (k < count) to[k] = from[k];
            }
        }
    }

    /// y[k] = f(x[k]) for n elements; y may be x.
    template <class Function>
    [[gnu::always_inline]] static void over(const T* x, T* y, size_t n, Function f) {
        in_blocks(
            n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
                T values[most.value];
                load(x + first, count, values);
#pragma GCC unroll 1
                for (size_t k = 0; k < most.value; ++k) values[k] = f(values[k]);
                store(values, count, y + first);
            });
    }

  private:
    using vector = typename InstructionSet::template vector<T>;
    static constexpr size_t narrowest = 16 / sizeof(T);
    static constexpr size_t lanes = vector::lanes;
    static constexpr size_t one_vector = lanes < narrowest ? narrowest : lanes;

    template <size_t Value>
    struct number {
        static constexpr size_t value = Value;
    };

    [[gnu::always_inline]] static void copy_vector(const T* from, T* to) {
        if constexpr (lanes == one_vector) {
            vector::load(from).store(to);
        } else {
            for (size_t k = 0; k < one_vector; ++k) to[k] = from[k];
        }
    }
};

/// Defines, by function_element(x), the array function of the instruction set for which a source is
/// compiled.
#define PICOMLP_DEFINE_ARRAY_FUNCTION(function)       \
    PICOMLP_DEFINE_ARRAY_FUNCTION_OF(float, function) \
    PICOMLP_DEFINE_ARRAY_FUNCTION_OF(double, function)
#define PICOMLP_DEFINE_ARRAY_FUNCTION_OF(T, function)                                           \
    template <>                                                                                 \
    void array_functions<simd::this_instruction_set, T>::function(const T* x, T* y, size_t n) { \
        array_loops<simd::this_instruction_set, T>::over(                                       \
            x, y, n, [](T v) { return function##_element(v); });                                \
    }

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
