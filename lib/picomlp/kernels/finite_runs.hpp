// Telling numbers from NaN and infinity, written once over the vector type.
#pragma once

#include "picomlp/base/detail/ieee.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct finite_runs {
    using vector = typename InstructionSet::template vector<T>;

    /// Zero times each number is zero when it is finite and NaN otherwise.
    static bool run_is_finite(const T* x, size_t count) {
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

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
