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
        if (!stays_finite(count, rate, g, w)) return false;
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) {
            moved<vector>(rate, g + k, w + k).store(w + k);
        }
        for (; k < count; ++k) moved<single>(rate, g + k, w + k).store(w + k);
        return true;
    }

  private:
    template <class Vector>
    [[gnu::always_inline]] static Vector moved(T rate, const T* g, const T* w) {
        return Vector::multiply_add(Vector::splat(-rate), Vector::load(g), Vector::load(w));
    }

    /// A sum of zero times each result is zero when all are finite, and NaN otherwise.
    static bool stays_finite(size_t count, T rate, const T* g, const T* w) {
        vector nothing = vector::zero();
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) {
            nothing = vector::add(
                nothing, vector::multiply(vector::zero(), moved<vector>(rate, g + k, w + k)));
        }
        T lane[vector::lanes];
        nothing.store(lane);
        T rest = T(0);
        for (; k < count; ++k) rest += T(0) * moved<single>(rate, g + k, w + k).value;
        for (size_t j = 0; j < vector::lanes; ++j) rest += lane[j];
        return rest == T(0);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
