#include "picomlp/math/detail/activation_core.hpp"
#include "picomlp/math/detail/arrays/loops.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

template <class T>
[[gnu::always_inline]] inline void add_cross_entropy(const T* z, const T* y, size_t n, T share,
                                                     T scale, T* cost, T* delta) {
    using loops = array_loops<simd::this_instruction_set, T>;
    loops::in_blocks(
        n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
            T logit[most.value];
            T target[most.value];
            T sum[most.value];
            T difference[most.value];
            loops::load(z + first, count, logit);
            loops::load(y + first, count, target);
            loops::load(cost + first, count, sum);
#pragma GCC unroll 1
            for (size_t k = 0; k < most.value; ++k) {
                const auto element = cross_entropy_element(logit[k], target[k]);
                sum[k] += element.cost * share;
                difference[k] = scale * element.difference;
            }
            loops::store(sum, count, cost + first);
            if (delta) loops::store(difference, count, delta + first);
        });
}

}  // namespace

#define PICOMLP_DEFINE(T)                                                        \
    template <>                                                                  \
    void array_functions<simd::this_instruction_set, T>::cross_entropy(          \
        const T* z, const T* y, size_t n, T share, T scale, T* cost, T* delta) { \
        add_cross_entropy(z, y, n, share, scale, cost, delta);                   \
    }
PICOMLP_DEFINE(float)
PICOMLP_DEFINE(double)
#undef PICOMLP_DEFINE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
