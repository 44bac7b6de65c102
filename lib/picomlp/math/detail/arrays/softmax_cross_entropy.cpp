// SPDX-License-Identifier: MIT
#include "picomlp/math/detail/arrays/softmax_block.hpp"
#include "picomlp/math/detail/log_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

template <class T>
[[gnu::always_inline]] inline void cross_entropy_of_samples(uint32_t features, size_t n,
                                                            strided_rows<const T> z,
                                                            strided_rows<const T> y, T scale,
                                                            strided_rows<T> delta, T* cost) {
    using instruction_set = simd::this_instruction_set;
    // Where delta is z, the exponentials must not overwrite the logits; they are computed twice.
    const bool keeps = delta.first && delta.first != z.first;
    array_loops<instruction_set, T>::in_blocks(
        n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
            softmax_block<instruction_set, T, most.value> block;
            block.first = first;
            block.count = count;
            block.compute(features, z, keeps ? delta : strided_rows<T>{nullptr, 0});
            T log_sum[most.value];
            T total[most.value];
            T weight[most.value];
#pragma GCC unroll 1
            for (size_t k = 0; k < most.value; ++k) {
                log_sum[k] = log_element(block.sum[k]);
                total[k] = T(0);
                weight[k] = T(0);
            }
            for (uint32_t f = 0; f < features; ++f) {
                T logit[most.value];
                T target[most.value];
                block.load(z, f, logit);
                block.load(y, f, target);
#pragma GCC unroll 1
                for (size_t k = 0; k < most.value; ++k) {
                    weight[k] += target[k];
                    // The gap of two finite logits can be infinite, and 0 * infinity is not 0.
                    const T part = target[k] * (log_sum[k] - (logit[k] - block.largest[k]));
                    total[k] = target[k] != T(0) ? total[k] + part : total[k];
                }
            }
            array_loops<instruction_set, T>::store(total, count, cost + first);
            if (!delta.first) return;
            for (uint32_t f = 0; f < features; ++f) {
                T e[most.value];
                T target[most.value];
                if (keeps) {
                    block.load(read_only(delta), f, e);
                } else {
                    block.exponentials(z, f, e);
                }
                block.load(y, f, target);
#pragma GCC unroll 1
                for (size_t k = 0; k < most.value; ++k) {
                    e[k] = scale * (weight[k] * (e[k] / block.sum[k]) - target[k]);
                }
                block.store(e, delta, f);
            }
        });
}

}  // namespace

#define PICOMLP_DEFINE(T)                                                                       \
    template <>                                                                                 \
    void array_functions<simd::this_instruction_set, T>::softmax_cross_entropy(                 \
        uint32_t features, size_t n, strided_rows<const T> z, strided_rows<const T> y, T scale, \
        strided_rows<T> delta, T* cost) {                                                       \
        cross_entropy_of_samples(features, n, z, y, scale, delta, cost);                        \
    }
PICOMLP_DEFINE(float)
PICOMLP_DEFINE(double)
#undef PICOMLP_DEFINE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
