#include "picomlp/math/detail/arrays/loops.hpp"
#include "picomlp/math/detail/exp_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

namespace {

template <class T>
[[gnu::always_inline]] inline void softmax_of_samples(uint32_t features, size_t n,
                                                      strided_rows<const T> z, T* largest, T* sum,
                                                      strided_rows<T> e, bool divides) {
    using loops = array_loops<simd::this_instruction_set, T>;
    loops::in_blocks(
        n, [=](auto most, size_t first, size_t count) __attribute__((always_inline)) {
            T greatest[most.value];
            loops::load(z.first + first, count, greatest);
            for (uint32_t f = 1; f < features; ++f) {
                T value[most.value];
                loops::load(z[f] + first, count, value);
                for (size_t k = 0; k < most.value; ++k) {
                    greatest[k] = value[k] > greatest[k] ? value[k] : greatest[k];
                }
            }
            T total[most.value] = {};
            for (uint32_t f = 0; f < features; ++f) {
                T value[most.value];
                loops::load(z[f] + first, count, value);
                for (size_t k = 0; k < most.value; ++k) {
                    value[k] = exp_element(value[k] - greatest[k]);
                    total[k] += value[k];
                }
                loops::store(value, count, e[f] + first);
            }
            if (divides) {
                for (uint32_t f = 0; f < features; ++f) {
                    T value[most.value];
                    loops::load(e[f] + first, count, value);
                    for (size_t k = 0; k < most.value; ++k) value[k] /= total[k];
                    loops::store(value, count, e[f] + first);
                }
            }
            if (largest) loops::store(greatest, count, largest + first);
            if (sum) loops::store(total, count, sum + first);
        });
}

}  // namespace

#define PICOMLP_DEFINE(T)                                                         \
    template <>                                                                   \
    void array_functions<simd::this_instruction_set, T>::softmax(                 \
        uint32_t features, size_t n, strided_rows<const T> z, T* largest, T* sum, \
        strided_rows<T> e, bool divides) {                                        \
        softmax_of_samples(features, n, z, largest, sum, e, divides);             \
    }
PICOMLP_DEFINE(float)
PICOMLP_DEFINE(double)
#undef PICOMLP_DEFINE

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
