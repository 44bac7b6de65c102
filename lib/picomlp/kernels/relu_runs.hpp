// max(x, 0) and what it lets pass, written once over the vector type.
#pragma once

#include "picomlp/simd/vectors/masked_tail.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

template <class InstructionSet, class T>
struct relu_runs {
    using vector = typename InstructionSet::template vector<T>;

    static void relu(uint32_t count, T* z) {
        over(
            count, [=](auto part, size_t k) __attribute__((always_inline)) {
                part.store(z + k, decltype(part)::vector::relu(part.load(z + k)));
            });
    }

    static void relu_backward(uint32_t count, const T* a, T* x) {
        over(
            count, [=](auto part, size_t k) __attribute__((always_inline)) {
                part.store(x + k,
                           decltype(part)::vector::relu_mask(part.load(a + k), part.load(x + k)));
            });
    }

  private:
    template <class Function>
    [[gnu::always_inline]] static void over(size_t count, const Function& f) {
        size_t k = 0;
        for (; k + vector::lanes <= count; k += vector::lanes) f(simd::full_vector<vector>{}, k);
        simd::for_tail<InstructionSet, T>(k, count, f);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
