#include "picomlp/loss/softmax_cross_entropy.hpp"

#include "picomlp/activation/softmax_block.hpp"
#include "picomlp/loss/target_checks.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/log.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status softmax_cross_entropy::check(uint32_t outputs, uint32_t samples,
                                    strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return check_probabilities(outputs, samples, y);
}

namespace {

/// A block of samples: z, y and delta from its first sample on.
template <class T>
void evaluate_block(uint32_t outputs, uint32_t count, strided_rows<const T> z,
                    strided_rows<const T> y, T scale, strided_rows<T> delta, T* cost) {
    using softmax_block = detail::softmax_block<T>;
    softmax_block softmax{};
    T spare[softmax_block::most];
    // Where delta is z, the exponentials must not overwrite the logits; they are computed twice.
    const bool keeps = delta.first && delta.first != z.first;
    softmax.compute(outputs, count, z, keeps ? delta : strided_rows<T>{spare, 0});
    T log_sum[softmax_block::most];
    T weight[softmax_block::most];
    math::log(softmax.sum, log_sum, count);
    for (uint32_t s = 0; s < count; ++s) {
        cost[s] = T(0);
        weight[s] = T(0);
    }
    for (uint32_t k = 0; k < outputs; ++k) {
        const T* const logit = z[k];
        const T* const target = y[k];
        for (uint32_t s = 0; s < count; ++s) {
            weight[s] += target[s];
            // The gap of two finite logits can be infinite, and 0 * infinity is not 0.
            const T part = target[s] * (log_sum[s] - (logit[s] - softmax.largest[s]));
            cost[s] = target[s] != T(0) ? cost[s] + part : cost[s];
        }
    }
    if (!delta.first) return;
    for (uint32_t k = 0; k < outputs; ++k) {
        const T* const target = y[k];
        T* const d = delta[k];
        if (!keeps) {
            for (uint32_t s = 0; s < count; ++s) d[s] -= softmax.largest[s];
            math::exp(d, d, count);
        }
        for (uint32_t s = 0; s < count; ++s) {
            d[s] = scale * (weight[s] * (d[s] / softmax.sum[s]) - target[s]);
        }
    }
}

}  // namespace

template <class T>
void softmax_cross_entropy::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> z,
                                     strided_rows<const T> y, T scale, strided_rows<T> delta,
                                     T* cost) noexcept(detail::needs_real<T>()) {
    if constexpr (math::detail::has_array_tables) {
        detail::for_each_softmax_block<T>(samples, [=](uint32_t first, uint32_t count) {
            evaluate_block<T>(
                outputs, count, {z.first + first, z.stride}, {y.first + first, y.stride}, scale,
                {delta.first ? delta.first + first : nullptr, delta.stride}, cost + first);
        });
        return;
    }
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

template status softmax_cross_entropy::check(uint32_t, uint32_t,
                                             strided_rows<const float>) noexcept;
template void softmax_cross_entropy::evaluate(uint32_t, uint32_t, strided_rows<const float>,
                                              strided_rows<const float>, float, strided_rows<float>,
                                              float*) noexcept;
template status softmax_cross_entropy::check(uint32_t, uint32_t,
                                             strided_rows<const double>) noexcept;
template void softmax_cross_entropy::evaluate(uint32_t, uint32_t, strided_rows<const double>,
                                              strided_rows<const double>, double,
                                              strided_rows<double>, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
