// SPDX-License-Identifier: MIT
// Kernels over plain arrays: relu, the check for NaN and infinity, copies of rows, the step of
// gradient descent.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/base/strided_rows.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// max(z, 0) and its derivative, written once over the vector type.
template <class InstructionSet, class T>
struct relu_kernels {
    using vector = typename InstructionSet::template vector<T>;

    static void relu(uint32_t count, T* z, T /*no_parameter*/) {
        for_each_strip(
            count, [=](auto strip, size_t k) __attribute__((always_inline)) {
                strip.store(z + k, decltype(strip)::vector::relu(strip.load(z + k)));
            });
    }

    static void relu_backward(uint32_t count, const T* a, T* x, T /*no_parameter*/) {
        for_each_strip(
            count, [=](auto strip, size_t k) __attribute__((always_inline)) {
                strip.store(x + k, decltype(strip)::vector::relu_mask(strip.load(a + k),
                                                                      strip.load(x + k)));
            });
    }

  private:
    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) f(simd::full_vector<vector>{}, k);
        simd::for_tail<InstructionSet, T>(k, count, f);
    }
};

/// Telling numbers from NaN and infinity, written once over the vector type.
template <class InstructionSet, class T>
struct finite_kernels {
    using vector = typename InstructionSet::template vector<T>;

    /// Zero times each number is zero when it is finite and NaN otherwise.
    static bool all_finite(const T* x, size_t count) {
        constexpr size_t lanes = vector::lanes;
        if (lanes == 1 || count < lanes) return few_are_finite(x, count);
        const T* const last = x + count - lanes;
        vector sum[4] = {product(last), vector::zero(), vector::zero(), vector::zero()};
        for (; x + 3 * lanes < last; x += 4 * lanes) {
            for (size_t v = 0; v < 4; ++v) sum[v] = vector::add(sum[v], product(x + v * lanes));
        }
        for (; x < last; x += lanes) sum[0] = vector::add(sum[0], product(x));
        const vector all = vector::add(vector::add(sum[0], sum[1]), vector::add(sum[2], sum[3]));
        T lane[lanes];
        all.store(lane);
        return few_are_finite(lane, lanes);
    }

    /// columns > 0.
    static bool rows_are_finite(uint32_t row_count, uint32_t columns, strided_rows<const T> x) {
        constexpr size_t lanes = vector::lanes;
        vector sum[2] = {vector::zero(), vector::zero()};
        if (columns >= lanes && lanes > 1) {
            const size_t last = columns - lanes;
            for (uint32_t r = 0; r < row_count; ++r) {
                const T* const row = x[r];
                for (size_t k = 0; k < last; k += lanes) {
                    sum[0] = vector::add(sum[0], product(row + k));
                }
                sum[1] = vector::add(sum[1], product(row + last));
            }
        } else if constexpr (InstructionSet::has_masks) {
            for (uint32_t r = 0; r < row_count; ++r) {
                const vector row = vector::load_masked(x[r], columns);
                sum[r % 2] = vector::add(sum[r % 2], vector::multiply(vector::zero(), row));
            }
        } else {
            bool good = true;
            for (uint32_t r = 0; r < row_count; ++r) good &= few_are_finite(x[r], columns);
            return good;
        }
        T lane[lanes];
        vector::add(sum[0], sum[1]).store(lane);
        return few_are_finite(lane, lanes);
    }

  private:
    [[gnu::always_inline]] static vector product(const T* x) {
        return vector::multiply(vector::zero(), vector::load(x));
    }

    [[gnu::always_inline]] static bool few_are_finite(const T* x, size_t count) {
        bool good = true;
        for (size_t k = 0; k < count; ++k) good &= !detail::is_nan_or_inf(x[k]);
        return good;
    }
};

/// Copies of rows, written once over the vector type.
template <class InstructionSet, class T>
struct row_copies {
    static void copy_rows(uint32_t row_count, uint32_t columns, strided_rows<const T> from,
                          strided_rows<T> to) {
        using vector = typename InstructionSet::template vector<T>;
        constexpr size_t lanes = vector::lanes;
        for (uint32_t r = 0; r < row_count; ++r) {
            const T* const row = from[r];
            T* const copy = to[r];
            if (columns < lanes) {
                simd::copy_few<lanes>(row, columns, copy);
                continue;
            }
            const size_t last = columns - lanes;
            for (size_t k = 0; k < last; k += lanes) vector::load(row + k).store(copy + k);
            vector::load(row + last).store(copy + last);
        }
    }
};

/// The step of gradient descent, written once over the backends of kernels/sample/backend.hpp.
template <class Backend, class T>
struct sgd_kernels {
    static bool sgd_step(size_t count, T rate, const T* g, T* w) {
        const plain step{rate};
        typename Backend::finite_check results;
        size_t done = results.add_axpy(count, -rate, g, w);
        add_results(count - done, step, g + done, w + done, results);
        if (!all_finite(results, count, step, g, w)) return false;
        done = Backend::axpy_many(count, -rate, g, w);
        store(count - done, step, g + done, w + done);
        return true;
    }

    static bool decayed_sgd_step_stays_finite(size_t count, T rate, T decay, const T* g,
                                              const T* w) {
        typename Backend::finite_check results;
        add_results(count, decayed{rate, decay}, g, w, results);
        return all_finite(results, count, decayed{rate, decay}, g, w);
    }

    static void decayed_sgd_step(size_t count, T rate, T decay, const T* g, T* w) {
        store(count, decayed{rate, decay}, g, w);
    }

  private:
    struct plain {
        T rate;

        template <class Vector>
        [[gnu::always_inline]] Vector result(const Vector& g, const Vector& w) const {
            return Vector::multiply_add(Vector::splat(-rate), g, w);
        }
    };

    struct decayed {
        T rate;
        T decay;

        template <class Vector>
        [[gnu::always_inline]] Vector result(const Vector& g, const Vector& w) const {
            return Vector::multiply_add(Vector::splat(-rate), g,
                                        Vector::multiply(w, Vector::splat(decay)));
        }
    };

    template <class Step>
    [[gnu::always_inline]] static void store(size_t count, Step step, const T* g, T* w) {
        Backend::update(
            count, g, w, [=](const auto& from, const auto& to) __attribute__((always_inline)) {
                return step.result(from, to);
            });
    }

    template <class Step>
    [[gnu::always_inline]] static void add_results(size_t count, Step step, const T* g, const T* w,
                                                   typename Backend::finite_check& results) {
        Backend::visit(
            count, g, w, [&](const auto& from, const auto& to) __attribute__((always_inline)) {
                results.add(step.result(from, to));
            });
    }

    template <class Step>
    [[gnu::always_inline]] static bool all_finite(const typename Backend::finite_check& results,
                                                  size_t count, Step step, const T* g, const T* w) {
        if constexpr (Backend::finite_check::exact) return results.all_finite();
        return results.all_finite() || stays_finite_one_by_one(count, step, g, w);
    }

    /// Where a check that is not exact has failed.
    template <class Step>
    [[gnu::noinline]] static bool stays_finite_one_by_one(size_t count, Step step, const T* g,
                                                          const T* w) {
        using element = typename Backend::element;
        bool good = true;
        for (size_t k = 0; k < count; ++k) {
            good &= !detail::is_nan_or_inf(step.result(element{g[k]}, element{w[k]}).value);
        }
        return good;
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
