// SPDX-License-Identifier: MIT
// A number that no magnitude among those seen exceeds, found without comparisons: 1 plus the sum of
// their squares.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// f(strip, k) for each vector of `count` elements, and for what is left of them as for_tail()
/// does.
template <class InstructionSet, class T, class Function>
[[gnu::always_inline]] inline void for_each_vector(size_t count, const Function& f) {
    using vector = typename InstructionSet::template vector<T>;
    const size_t in_vectors = count - count % vector::lanes;
    for (size_t k = 0; k < in_vectors; k += vector::lanes) f(simd::full_vector<vector>{}, k);
    simd::for_tail<InstructionSet, T>(in_vectors, count, f);
}

/// A magnitude of at least 1 is at most its square, and rounding keeps that order, also in a sum of
/// numbers that are not negative. NaN and infinity make the result NaN or infinite.
template <class InstructionSet, class T>
class magnitude_bound {
    using vector = typename InstructionSet::template vector<T>;
    using single = simd::scalar_vector<InstructionSet, T>;

  public:
    [[gnu::always_inline]] void add(const vector& v) {
        sum_ = vector::add(sum_, vector::multiply(v, v));
    }
    template <class Single>
    [[gnu::always_inline]] void add(const Single& v) {
        rest_ += v.value * v.value;
    }
    [[gnu::always_inline]] void add_elements(size_t count, const T* x) {
        for_each_vector<InstructionSet, T>(
            count, [&](auto strip, size_t k)
                       __attribute__((always_inline)) { add(strip.load(x + k)); });
    }
    static T of_rows(uint32_t rows, uint32_t count, strided_rows<const T> x) {
        magnitude_bound seen;
        for (uint32_t r = 0; r < rows; ++r) seen.add_elements(count, x[r]);
        return seen.value();
    }
    [[gnu::always_inline]] T value() const {
        T lane[vector::lanes];
        sum_.store(lane);
        T all = rest_;
        for (size_t j = 0; j < vector::lanes; ++j) all += lane[j];
        return all;
    }

  private:
    vector sum_ = vector::zero();
    T rest_ = T(1);
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
