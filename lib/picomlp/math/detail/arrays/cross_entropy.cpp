// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/arrays/loops.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

/// Several short loops for each block. In one loop the processor would not see far enough ahead: an
/// element's operations wait for each other, and those of few elements fit into its window.
template <class InstructionSet, class T>
struct cross_entropies {
    using vector = typename InstructionSet::template vector<T>;
    using loops = array_loops<InstructionSet, T>;
    using reduction = decltype(reduce_exp(T(0)));

    [[gnu::always_inline]] static void add(const T* z, const T* y, size_t n, T share, T scale,
                                           T* cost, T* delta) {
        size_t k = 0;
        while (n - k >= worth * lanes) {
            const size_t vectors = (n - k < block ? n - k : block) / lanes;
            add_vectors(z + k, y + k, vectors, share, scale, cost + k, delta ? delta + k : nullptr);
            k += vectors * lanes;
        }
        for (; k < n; k += lanes) {
            const size_t count = n - k < lanes ? n - k : lanes;
            T logit[lanes];
            T target[lanes];
            T sum[lanes];
            T difference[lanes];
            loops::load(z + k, count, logit);
            loops::load(y + k, count, target);
            loops::load(cost + k, count, sum);
#pragma GCC unroll 1
            for (size_t i = 0; i < lanes; ++i) {
                const reduction reduced = reduce_exp(clamp_to_negative(logit[i]));
                const exp_pair<T> e =
                    scale_by_power(exp_pair_of_reduced(reduced.high, reduced.low), reduced.biased);
                const T polynomial = log_polynomial(argument_of_log(e));
                sum[i] += cross_entropy_cost(logit[i], target[i], e, polynomial) * share;
                difference[i] = scale * cross_entropy_difference(logit[i], target[i], reduced, e);
            }
            loops::store(sum, count, cost + k);
            if (delta) loops::store(difference, count, delta + k);
        }
    }

  private:
    static constexpr size_t narrowest = 16 / sizeof(T);
    static constexpr size_t lanes = vector::lanes < narrowest ? narrowest : vector::lanes;
    static constexpr size_t worth = 4;  // from so many vectors on
    static constexpr size_t block = 512 / sizeof(T);

    /// f(k) for the elements of `vectors` vectors.
    template <class Function>
    [[gnu::always_inline]] static void for_each(size_t vectors, const Function& f) {
        for (size_t v = 0; v < vectors; ++v) {
            for (size_t k = 0; k < lanes; ++k) f(v * lanes + k);
        }
    }

    [[gnu::noinline]] static void add_vectors(const T* z, const T* y, size_t vectors, T share,
                                              T scale, T* __restrict cost, T* delta) {
        alignas(64) T reduced_high[block];
        alignas(64) T reduced_low[block];
        alignas(64) decltype(reduction::biased) power[block];
        alignas(64) T high[block];
        alignas(64) T low[block];
        alignas(64) T polynomial[block];
        for_each(
            vectors, [&](size_t k) __attribute__((always_inline)) {
                const reduction reduced = reduce_exp(clamp_to_negative(z[k]));
                reduced_high[k] = reduced.high;
                reduced_low[k] = reduced.low;
                polynomial[k] = exp_polynomial(reduced.high + reduced.low);
                power[k] = reduced.biased;
            });
        for_each(
            vectors, [&](size_t k) __attribute__((always_inline)) {
                const exp_pair<T> e = scale_by_power(
                    exp_pair_of_reduced(reduced_high[k], reduced_low[k], polynomial[k]), power[k]);
                high[k] = e.high;
                low[k] = e.low;
            });
        for_each(
            vectors, [&](size_t k) __attribute__((always_inline)) {
                polynomial[k] = log_polynomial(argument_of_log(exp_pair<T>{high[k], low[k]}));
            });
        for_each(
            vectors, [&](size_t k) __attribute__((always_inline)) {
                const exp_pair<T> e{high[k], low[k]};
                cost[k] += cross_entropy_cost(z[k], y[k], e, polynomial[k]) * share;
            });
        if (!delta) return;
        for_each(
            vectors, [&](size_t k) __attribute__((always_inline)) {
                const exp_pair<T> e{high[k], low[k]};
                const reduction reduced{power[k], reduced_high[k], reduced_low[k]};
                polynomial[k] = scale * cross_entropy_difference(z[k], y[k], reduced, e);
            });
        for (size_t v = 0; v < vectors; ++v) copy_vector(polynomial + v * lanes, delta + v * lanes);
    }

    /// A vector by itself: compilers would make a call or a slow instruction of the loop around it.
    [[gnu::always_inline]] static void copy_vector(const T* from, T* to) {
        __asm__("" : "+r"(to));
        for (size_t k = 0; k < lanes; k += vector::lanes) vector::load(from + k).store(to + k);
    }
};

}  // namespace

#define PICOMLP_DEFINE(T)                                                                        \
    template <>                                                                                  \
    void array_functions<simd::this_instruction_set, T>::cross_entropy(                          \
        const T* z, const T* y, size_t n, T share, T scale, T* cost, T* delta) {                 \
        cross_entropies<simd::this_instruction_set, T>::add(z, y, n, share, scale, cost, delta); \
    }
PICOMLP_DEFINE(float)
PICOMLP_DEFINE(double)
#undef PICOMLP_DEFINE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
