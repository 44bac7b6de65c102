// The step of gradient descent, written once over the vector type.
#pragma once

#include <stddef.h>

#include "picomlp/simd/single.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct descent {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::single<InstructionSet, T>;

    static bool descend(size_t count, T rate, const T* g, T* w) {
        if (!stays_finite(count, plain{rate}, g, w)) return false;
        store(count, plain{rate}, g, w);
        return true;
    }

    static bool decayed_descent_stays_finite(size_t count, T rate, T share, const T* g,
                                             const T* w) {
        return stays_finite(count, decayed{rate, share}, g, w);
    }

    static void descend_decayed(size_t count, T rate, T share, const T* g, T* w) {
        store(count, decayed{rate, share}, g, w);
    }

  private:
    struct plain {
        T rate;

        template <class Vector>
        [[gnu::always_inline]] Vector moved(const T* g, const T* w) const {
            return Vector::multiply_add(Vector::splat(-rate), Vector::load(g), Vector::load(w));
        }
    };

    struct decayed {
        T rate;
        T share;

        template <class Vector>
        [[gnu::always_inline]] Vector moved(const T* g, const T* w) const {
            return Vector::multiply_add(Vector::splat(-rate), Vector::load(g),
                                        Vector::multiply(Vector::load(w), Vector::splat(share)));
        }
    };

    template <class Step>
    [[gnu::always_inline]] static void store(size_t count, Step step, const T* g, T* w) {
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) {
            step.template moved<vector>(g + k, w + k).store(w + k);
        }
        for (; k < count; ++k) step.template moved<single>(g + k, w + k).store(w + k);
    }

    /// A sum of zero times each result is zero when all are finite, and NaN otherwise.
    template <class Step>
    [[gnu::always_inline]] static bool stays_finite(size_t count, Step step, const T* g,
                                                    const T* w) {
        vector nothing = vector::zero();
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) {
            nothing = vector::add(
                nothing,
                vector::multiply(vector::zero(), step.template moved<vector>(g + k, w + k)));
        }
        T lane[vector::lanes];
        nothing.store(lane);
        T rest = T(0);
        for (; k < count; ++k) rest += T(0) * step.template moved<single>(g + k, w + k).value;
        for (size_t j = 0; j < vector::lanes; ++j) rest += lane[j];
        return rest == T(0);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
