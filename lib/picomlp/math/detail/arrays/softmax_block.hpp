// SPDX-License-Identifier: MIT
// The exponentials of softmax, for a block of samples, one in each element of its arrays.
#pragma once

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/math/detail/arrays/loops.hpp"
#include "picomlp/math/detail/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// The samples from `first` on, `count` <= Most; elements behind them are those of zeros.
template <class InstructionSet, class T, size_t Most>
struct softmax_block {
    using loops = array_loops<InstructionSet, T>;

    size_t first;
    size_t count;
    T largest[Most];  ///< of each sample's features
    T sum[Most];      ///< of the exponentials

    [[gnu::always_inline]] void load(strided_rows<const T> z, uint32_t f, T (&value)[Most]) const {
        loops::load(z[f] + first, count, value);
    }
    [[gnu::always_inline]] void store(const T (&value)[Most], strided_rows<T> e, uint32_t f) const {
        loops::store(value, count, e[f] + first);
    }

    /// exp(z - largest) of a feature.
    [[gnu::always_inline]] void exponentials(strided_rows<const T> z, uint32_t f,
                                             T (&value)[Most]) const {
        load(z, f, value);
#pragma GCC unroll 1
        for (size_t k = 0; k < Most; ++k) value[k] = exp_element(value[k] - largest[k]);
    }

    /// Computes largest, sum and, unless its first row is null, e, the exponentials. e may be z.
    [[gnu::always_inline]] void compute(uint32_t features, strided_rows<const T> z,
                                        strided_rows<T> e) {
        load(z, 0, largest);
        for (uint32_t f = 1; f < features; ++f) {
            T value[Most];
            load(z, f, value);
#pragma GCC unroll 1
            for (size_t k = 0; k < Most; ++k) {
                largest[k] = value[k] > largest[k] ? value[k] : largest[k];
            }
        }
#pragma GCC unroll 1
        for (size_t k = 0; k < Most; ++k) sum[k] = T(0);
        for (uint32_t f = 0; f < features; ++f) {
            T value[Most];
            exponentials(z, f, value);
#pragma GCC unroll 1
            for (size_t k = 0; k < Most; ++k) sum[k] += value[k];
            if (e.first) store(value, e, f);
        }
    }
};

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
