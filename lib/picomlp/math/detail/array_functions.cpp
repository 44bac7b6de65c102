// The array_table of one instruction set. Compiled once for each, with its flags.
#include "picomlp/math/detail/array_functions.hpp"

#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/simd/dispatch/this_instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// The functions of an array_table. The instruction set is part of every name: a linker must not
/// merge code that is compiled for different processors.
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

    /// Calls block(number<Most>, first, count), count <= Most, for blocks that cover n elements. A
    /// block works on local arrays in loops of the known length Most, which compilers vectorise.
    /// Most is two vectors where possible: their operations are independent and hide each other's
    /// latency.
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

#define PICOMLP_DEFINE_TABLES(name)                                                   \
    const array_table<float> name##_float_arrays = array_table_of<simd::name, float>; \
    const array_table<double> name##_double_arrays = array_table_of<simd::name, double>;
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_TABLES)
#undef PICOMLP_DEFINE_TABLES

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
