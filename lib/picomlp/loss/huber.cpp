#include "picomlp/loss/huber.hpp"

#include "picomlp/loss/target_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status huber::check(uint32_t outputs, uint32_t samples,
                    strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return check_finite(outputs, samples, y);
}

template <class T>
void huber::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> a,
                     strided_rows<const T> y, T scale, strided_rows<T> delta,
                     T* cost) noexcept(detail::needs_real<T>()) {
    const T share = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) {
            const T error = a[o][s] - y[o][s];
            const T size = error < T(0) ? -error : error;
            const T limited = error < T(-1) ? T(-1) : error > T(1) ? T(1) : error;
            cost[s] += (size <= T(1) ? error * error * T(0.5) : size - T(0.5)) * share;
            if (delta.first) delta[o][s] = scale * share * limited;
        }
    }
}

template status huber::check(uint32_t, uint32_t, strided_rows<const float>) noexcept;
template void huber::evaluate(uint32_t, uint32_t, strided_rows<const float>,
                              strided_rows<const float>, float, strided_rows<float>,
                              float*) noexcept;
template status huber::check(uint32_t, uint32_t, strided_rows<const double>) noexcept;
template void huber::evaluate(uint32_t, uint32_t, strided_rows<const double>,
                              strided_rows<const double>, double, strided_rows<double>,
                              double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
