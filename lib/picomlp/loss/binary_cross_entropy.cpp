#include "picomlp/loss/binary_cross_entropy.hpp"

#include "picomlp/loss/target_checks.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/softplus.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status binary_cross_entropy::check(uint32_t outputs, uint32_t samples, rows<const T> y) noexcept {
    return check_probabilities(outputs, samples, y);
}

template <class T>
void binary_cross_entropy::evaluate(uint32_t outputs, uint32_t samples, rows<const T> z,
                                    rows<const T> y, T scale, rows<T> delta, T* cost) noexcept {
    const T share = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) {
            const T logit = z[o][s];
            const T target = y[o][s];
            const T above = logit > T(0) ? logit : T(0);
            const T below = logit > T(0) ? -logit : logit;
            cost[s] += (above - target * logit + math::softplus(below)) * share;
            if (delta.first) delta[o][s] = scale * share * (math::sigmoid(logit) - target);
        }
    }
}

template status binary_cross_entropy::check(uint32_t, uint32_t, rows<const float>) noexcept;
template void binary_cross_entropy::evaluate(uint32_t, uint32_t, rows<const float>,
                                             rows<const float>, float, rows<float>,
                                             float*) noexcept;
template status binary_cross_entropy::check(uint32_t, uint32_t, rows<const double>) noexcept;
template void binary_cross_entropy::evaluate(uint32_t, uint32_t, rows<const double>,
                                             rows<const double>, double, rows<double>,
                                             double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
