#include "picomlp/loss/binary_cross_entropy.hpp"

#include "picomlp/loss/target_checks.hpp"
#include "picomlp/math/array_table.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/softplus.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status binary_cross_entropy::check(uint32_t outputs, uint32_t samples,
                                   strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return check_probabilities(outputs, samples, y);
}

template <class T>
void binary_cross_entropy::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> z,
                                    strided_rows<const T> y, T scale, strided_rows<T> delta,
                                    T* cost) noexcept(detail::needs_real<T>()) {
    constexpr uint32_t block = 32;
    const T share = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    if constexpr (math::detail::has_array_tables) {
        const auto add = math::detail::active_arrays<T>().cross_entropy;
        for (uint32_t o = 0; o < outputs; ++o) {
            add(z[o], y[o], samples, share, scale * share, cost, delta.first ? delta[o] : nullptr);
        }
        return;
    }
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t begin = 0; begin < samples; begin += block) {
            const uint32_t count = samples - begin < block ? samples - begin : block;
            const T* logit = z[o] + begin;
            const T* target = y[o] + begin;
            T f[block];
            for (uint32_t s = 0; s < count; ++s) f[s] = logit[s] > T(0) ? -logit[s] : logit[s];
            math::softplus(f, f, count);
            for (uint32_t s = 0; s < count; ++s) {
                const T above = logit[s] > T(0) ? logit[s] : T(0);
                cost[begin + s] += (above - target[s] * logit[s] + f[s]) * share;
            }
            if (!delta.first) continue;
            math::sigmoid(logit, f, count);
            T* d = delta[o] + begin;
            for (uint32_t s = 0; s < count; ++s) d[s] = scale * share * (f[s] - target[s]);
        }
    }
}

template status binary_cross_entropy::check(uint32_t, uint32_t, strided_rows<const float>) noexcept;
template void binary_cross_entropy::evaluate(uint32_t, uint32_t, strided_rows<const float>,
                                             strided_rows<const float>, float, strided_rows<float>,
                                             float*) noexcept;
template status binary_cross_entropy::check(uint32_t, uint32_t,
                                            strided_rows<const double>) noexcept;
template void binary_cross_entropy::evaluate(uint32_t, uint32_t, strided_rows<const double>,
                                             strided_rows<const double>, double,
                                             strided_rows<double>, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
