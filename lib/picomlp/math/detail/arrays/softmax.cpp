// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/arrays/softmax_block.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

template <class T>
[[gnu::always_inline]] inline void softmax_of_samples(uint32_t features, size_t n,
                                                      strided_rows<T> z) {
    using instruction_set = simd::this_instruction_set;
    array_loops<instruction_set, T>::in_blocks(
        n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
            softmax_block<instruction_set, T, most.value> block;
            block.first = first;
            block.count = count;
            block.compute(features, read_only(z), z);
            for (uint32_t f = 0; f < features; ++f) {
                T value[most.value];
                block.load(read_only(z), f, value);
#pragma GCC unroll 1
                for (size_t k = 0; k < most.value; ++k) value[k] /= block.sum[k];
                block.store(value, z, f);
            }
        });
}

}  // namespace

#define PICOMLP_DEFINE(T)                                                                     \
    template <>                                                                               \
    void array_functions<simd::this_instruction_set, T>::softmax(uint32_t features, size_t n, \
                                                                 strided_rows<T> z) {         \
        softmax_of_samples(features, n, z);                                                   \
    }
PICOMLP_DEFINE(float)
PICOMLP_DEFINE(double)
#undef PICOMLP_DEFINE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
