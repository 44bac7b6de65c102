// SPDX-License-Identifier: MIT
// Compares a vector type with `single`, lane by lane and bit by bit.
//
// Included by files that are compiled for one instruction set each, so it uses nothing that another
// file could share with them: no standard library, no doctest.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/simd/vectors/scalar.hpp"

namespace testing {

template <class InstructionSet, class T>
struct vector_checks {
    using Vector = typename InstructionSet::template vector<T>;
    using single = picomlp::simd::scalar_vector<picomlp::simd::scalar, T>;
    static constexpr size_t lanes = Vector::lanes;
    static constexpr size_t value_count = 28;

    /// The operation that differs from `single`'s, or nullptr.
    static const char* disagreement() {
        T smallest = T(1);
        while (smallest / 2 > T(0)) smallest /= 2;
        T values[value_count];
        fill(values, flushes_subnormals ? T(0x1p-60) : smallest);
        const char* found = arithmetic(values);
        fill(values, smallest);
        return found != nullptr ? found : moves(values);
    }

  private:
#if defined(__ARM_NEON) && !defined(__aarch64__)
    static constexpr bool flushes_subnormals = sizeof(T) == sizeof(float) && lanes > 1;
#else
    static constexpr bool flushes_subnormals = false;
#endif

    static const char* arithmetic(const T (&values)[value_count]) {
        T a[lanes + 2];
        T b[lanes + 2];
        T c[lanes + 2];
        T got[lanes + 2];
        for (size_t i = 0; i < value_count; ++i) {
            for (size_t j = 0; j < value_count; ++j) {
                for (size_t k = 0; k < value_count; ++k) {
                    for (size_t lane = 0; lane < lanes; ++lane) {
                        a[lane + 1] = values[(i + lane) % value_count];
                        b[lane + 1] = values[(j + 3 * lane) % value_count];
                        c[lane + 1] = values[(k + 5 * lane) % value_count];
                    }
                    const Vector x = Vector::load(a + 1);
                    const Vector y = Vector::load(b + 1);
                    const Vector z = Vector::load(c + 1);
                    if (!kept(got, Vector::add(x, y), [&](size_t lane) {
                            return single::add({a[lane]}, {b[lane]}).value;
                        })) {
                        return "add";
                    }
                    if (!kept(got, Vector::multiply(x, y), [&](size_t lane) {
                            return single::multiply({a[lane]}, {b[lane]}).value;
                        })) {
                        return "multiply";
                    }
                    if (!kept(got, Vector::multiply_add(x, y, z), [&](size_t lane) {
                            return single::multiply_add({a[lane]}, {b[lane]}, {c[lane]}).value;
                        })) {
                        return "multiply_add";
                    }
                }
            }
        }
        return nullptr;
    }

    static const char* moves(const T (&values)[value_count]) {
        T a[lanes + 2];
        T b[lanes + 2];
        T got[lanes + 2];
        for (size_t i = 0; i < value_count; ++i) {
            for (size_t lane = 0; lane < lanes; ++lane) {
                a[lane + 1] = values[(i + lane) % value_count];
                b[lane + 1] = values[(i + 3 * lane + 1) % value_count];
            }
            if (!kept(got, Vector::splat(values[i]), [&](size_t) { return values[i]; })) {
                return "splat";
            }
            if (!kept(got, Vector::load(a + 1), [&](size_t lane) { return a[lane]; })) {
                return "load or store";
            }
            if (!kept(got, Vector::relu(Vector::load(a + 1)),
                      [&](size_t lane) { return a[lane] > T(0) ? a[lane] : T(0); })) {
                return "relu";
            }
            if (!kept(got, Vector::relu_mask(Vector::load(a + 1), Vector::load(b + 1)),
                      [&](size_t lane) { return a[lane] > T(0) ? b[lane] : T(0); })) {
                return "relu_mask";
            }
            if constexpr (InstructionSet::has_masks) {
                if (const char* found = partly(a, got)) return found;
            }
            for (size_t n = 0; n < lanes; ++n) {
                const auto padded = [&](size_t lane) { return lane <= n ? a[lane] : -T(0); };
                if (!kept(got, Vector::load_padded(a + 1, n, -T(0)), padded)) {
                    return "load_padded";
                }
            }
        }
        if (!kept(got, Vector::zero(), [](size_t) { return T(0); })) return "zero";
        return nullptr;
    }

    static const char* partly(const T (&a)[lanes + 2], T (&got)[lanes + 2]) {
        for (size_t n = 0; n < lanes; ++n) {
            const auto first = [&](size_t lane) { return lane <= n ? a[lane] : T(0); };
            if (!kept(got, Vector::load_masked(a + 1, n), first)) return "load_masked";
            for (T& value : got) value = T(77);
            Vector::load(a + 1).store_masked(got + 1, n);
            for (size_t lane = 0; lane < lanes + 2; ++lane) {
                if (!same(got[lane], lane >= 1 && lane <= n ? a[lane] : T(77))) {
                    return "store_masked";
                }
            }
        }
        return nullptr;
    }

    static void fill(T (&values)[value_count], T tiny) {
        T huge = T(1);
        while (huge * 2 * T(0) == T(0)) huge *= 2;
        const T third = T(1) / T(3);
        const T infinity = huge * T(2);
        const T positive[] = {T(0),     T(1),     T(3),        third,          tiny,
                              tiny * 3, huge,     T(1e10),     T(1) + third,   third / T(1024),
                              T(1e-10), infinity, T(16777217), infinity * T(0)};
        for (size_t i = 0; i < value_count; ++i) {
            values[i] = i % 2 == 0 ? positive[i / 2] : -positive[i / 2];
        }
    }

    /// True when storing `value` writes want(1) .. want(lanes) into got and nothing beside.
    template <class Want>
    static bool kept(T (&got)[lanes + 2], Vector value, Want want) {
        got[0] = got[lanes + 1] = T(77);
        value.store(got + 1);
        if (!same(got[0], T(77)) || !same(got[lanes + 1], T(77))) return false;
        for (size_t lane = 1; lane <= lanes; ++lane) {
            if (!same(got[lane], want(lane))) return false;
        }
        return true;
    }

    static bool same(T x, T y) { return x != x ? y != y : __builtin_memcmp(&x, &y, sizeof x) == 0; }
};

template <class InstructionSet>
const char* disagreement_of_both() {
    const char* found = vector_checks<InstructionSet, float>::disagreement();
    return found != nullptr ? found : vector_checks<InstructionSet, double>::disagreement();
}

}  // namespace testing
