#include "picomlp/loss/softmax_cross_entropy.hpp"

#include "picomlp/loss/target_checks.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/log.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status softmax_cross_entropy::check(uint32_t outputs, uint32_t samples, rows<const T> y) noexcept {
    return check_probabilities(outputs, samples, y);
}

template <class T>
void softmax_cross_entropy::evaluate(uint32_t outputs, uint32_t samples, rows<const T> z,
                                     rows<const T> y, T scale, rows<T> delta, T* cost) noexcept {
    for (uint32_t s = 0; s < samples; ++s) {
        T largest = z[0][s];
        for (uint32_t k = 1; k < outputs; ++k) largest = z[k][s] > largest ? z[k][s] : largest;
        T sum = T(0);
        for (uint32_t k = 0; k < outputs; ++k) sum += math::exp(z[k][s] - largest);
        const T log_sum = math::log(sum);
        T total = T(0);
        T weight = T(0);
        for (uint32_t k = 0; k < outputs; ++k) {
            weight += y[k][s];
            // The gap of two finite logits can be infinite, and 0 * infinity is not 0.
            if (y[k][s] != T(0)) total += y[k][s] * (log_sum - (z[k][s] - largest));
        }
        cost[s] = total;
        if (!delta.first) continue;
        for (uint32_t k = 0; k < outputs; ++k) {
            const T a = math::exp(z[k][s] - largest) / sum;
            delta[k][s] = scale * (weight * a - y[k][s]);
        }
    }
}

template status softmax_cross_entropy::check(uint32_t, uint32_t, rows<const float>) noexcept;
template void softmax_cross_entropy::evaluate(uint32_t, uint32_t, rows<const float>,
                                              rows<const float>, float, rows<float>,
                                              float*) noexcept;
template status softmax_cross_entropy::check(uint32_t, uint32_t, rows<const double>) noexcept;
template void softmax_cross_entropy::evaluate(uint32_t, uint32_t, rows<const double>,
                                              rows<const double>, double, rows<double>,
                                              double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
