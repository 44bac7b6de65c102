#include "picomlp/activation/gelu.hpp"

#include "picomlp/activation/elementwise.hpp"
#include "picomlp/math/normal_cdf.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void gelu::apply(uint32_t features, uint32_t samples,
                 strided_rows<T> z) noexcept(detail::needs_real<T>()) {
    elementwise::for_each_run(features, samples, z, [](T* run, size_t n) {
        for (size_t k = 0; k < n; ++k) {
            const T v = elementwise::limited_below(run[k]);
            run[k] = v * math::normal_cdf(v);
        }
    });
}

template <class T>
void gelu::derivative(uint32_t features, uint32_t samples, strided_rows<const T> z,
                      strided_rows<T> delta) noexcept(detail::needs_real<T>()) {
    elementwise::scale_each(features, samples, z, delta, [](T any) {
        const T v = elementwise::limited(any);
        return math::normal_cdf(v) + v * math::normal_pdf(v);
    });
}

template void gelu::apply(uint32_t, uint32_t, strided_rows<float>) noexcept;
template void gelu::derivative(uint32_t, uint32_t, strided_rows<const float>,
                               strided_rows<float>) noexcept;
template void gelu::apply(uint32_t, uint32_t, strided_rows<double>) noexcept;
template void gelu::derivative(uint32_t, uint32_t, strided_rows<const double>,
                               strided_rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
