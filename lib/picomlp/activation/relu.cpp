#include "picomlp/activation/relu.hpp"

#include "picomlp/activation/elementwise.hpp"
#include "picomlp/kernels/sample/layers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void relu::apply(uint32_t features, uint32_t samples, rows<T> z) noexcept(detail::needs_real<T>()) {
    elementwise::for_each_run(features, samples, z, [](T* run, size_t n) {
        kernels::sample_positive_parts(static_cast<uint32_t>(n), run);
    });
}

template <class T>
void relu::derivative(uint32_t features, uint32_t samples, rows<const T> a,
                      rows<T> delta) noexcept(detail::needs_real<T>()) {
    elementwise::for_each_pair_of_runs(
        features, samples, a, delta, [](const T* from, T* to, size_t n) {
            kernels::sample_where_positive(static_cast<uint32_t>(n), from, to);
        });
}

template void relu::apply(uint32_t, uint32_t, rows<float>) noexcept;
template void relu::derivative(uint32_t, uint32_t, rows<const float>, rows<float>) noexcept;
template void relu::apply(uint32_t, uint32_t, rows<double>) noexcept;
template void relu::derivative(uint32_t, uint32_t, rows<const double>, rows<double>) noexcept;

template <class T>
void leaky_relu::apply(uint32_t features, uint32_t samples,
                       rows<T> z) noexcept(detail::needs_real<T>()) {
    elementwise::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = run[k];
            run[k] = v > T(0) ? v : T(0.01) * v;
        }
    });
}

template <class T>
void leaky_relu::derivative(uint32_t features, uint32_t samples, rows<const T> a,
                            rows<T> delta) noexcept(detail::needs_real<T>()) {
    elementwise::scale_each(features, samples, a, delta,
                            [](T v) { return v > T(0) ? T(1) : T(0.01); });
}

template void leaky_relu::apply(uint32_t, uint32_t, rows<float>) noexcept;
template void leaky_relu::derivative(uint32_t, uint32_t, rows<const float>, rows<float>) noexcept;
template void leaky_relu::apply(uint32_t, uint32_t, rows<double>) noexcept;
template void leaky_relu::derivative(uint32_t, uint32_t, rows<const double>, rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
