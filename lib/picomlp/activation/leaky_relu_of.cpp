// SPDX-License-Identifier: MIT
#include "picomlp/activation/leaky_relu_of.hpp"

#include "picomlp/activation/detail/elementwise.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
void apply_leaky_relu(uint32_t features, uint32_t samples, strided_rows<T> z,
                      T slope) noexcept(needs_real<T>()) {
    for_each_run(features, samples, z, [slope](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = run[k];
            run[k] = v > T(0) ? v : slope * v;
        }
    });
}

template <class T>
void leaky_relu_derivative(uint32_t features, uint32_t samples, strided_rows<const T> argument,
                           strided_rows<T> delta, T slope) noexcept(needs_real<T>()) {
    scale_each(features, samples, argument, delta,
               [slope](T v) { return v > T(0) ? T(1) : slope; });
}

PICOMLP_INSTANTIATE_PARAMETRIC(apply_leaky_relu, leaky_relu_derivative)

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
