// SPDX-License-Identifier: MIT
#include "picomlp/loss/cross_entropy.hpp"

#include "picomlp/loss/detail/instantiate_loss.hpp"
#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/softplus.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// All targets are in [0, 1].
template <class T>
status check_probabilities(uint32_t outputs, uint32_t samples, strided_rows<const T> y) {
    uint32_t bad = 0;  // as wide as a float, so that the loop becomes vectors
    for (uint32_t o = 0; o < outputs; ++o) {
        const T* const target = y[o];
        for (uint32_t s = 0; s < samples; ++s) {
            bad |= (target[s] >= T(0) ? 0u : 1u) | (target[s] <= T(1) ? 0u : 1u);
        }
    }
    return bad == 0 ? status::ok : status::label_out_of_range;
}

/// Outputs of a sample that are taken side by side, at most; bounds the stack.
constexpr uint32_t most_side_by_side = 64;

/// softmax_cross_entropy of one sample, its outputs side by side, along vectors.
template <class T>
void evaluate_outputs(uint32_t outputs, const T* z, const T* y, T scale, T* delta, T* cost) {
    T largest = z[0];
    for (uint32_t k = 1; k < outputs; ++k) largest = z[k] > largest ? z[k] : largest;
    T e[most_side_by_side];
    uint32_t first = 0;
    do {
        e[first] = z[first] - largest;
    } while (++first < outputs);
    math::exp(e, e, outputs);
    T sum = T(0);
    for (uint32_t k = 0; k < outputs; ++k) sum += e[k];
    const T log_sum = math::log(sum);
    T total = T(0);
    T weight = T(0);
    for (uint32_t k = 0; k < outputs; ++k) {
        weight += y[k];
        // The gap of two finite logits can be infinite, and 0 * infinity is not 0.
        if (y[k] != T(0)) total += y[k] * (log_sum - (z[k] - largest));
    }
    *cost = total;
    if (!delta) return;
    for (uint32_t k = 0; k < outputs; ++k) delta[k] = scale * (weight * (e[k] / sum) - y[k]);
}

}  // namespace

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
    const T per_output = T(1) / static_cast<T>(outputs);
    for (uint32_t s = 0; s < samples; ++s) cost[s] = T(0);
    if constexpr (math::detail::has_array_functions) {
        for (uint32_t o = 0; o < outputs; ++o) {
            math::detail::active_array_functions<T>::cross_entropy(
                z[o], y[o], samples, per_output, scale * per_output, cost,
                delta.first ? delta[o] : nullptr);
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
                cost[begin + s] += (above - target[s] * logit[s] + f[s]) * per_output;
            }
            if (!delta.first) continue;
            math::sigmoid(logit, f, count);
            T* d = delta[o] + begin;
            for (uint32_t s = 0; s < count; ++s) d[s] = scale * per_output * (f[s] - target[s]);
        }
    }
}

template <class T>
status softmax_cross_entropy::check(uint32_t outputs, uint32_t samples,
                                    strided_rows<const T> y) noexcept(detail::needs_real<T>()) {
    return check_probabilities(outputs, samples, y);
}

template <class T>
void softmax_cross_entropy::evaluate(uint32_t outputs, uint32_t samples, strided_rows<const T> z,
                                     strided_rows<const T> y, T scale, strided_rows<T> delta,
                                     T* cost) noexcept(detail::needs_real<T>()) {
    if constexpr (math::detail::has_array_functions) {
        if (samples == 1 && outputs <= most_side_by_side && z.stride == 1 && y.stride == 1 &&
            (!delta.first || delta.stride == 1)) {
            evaluate_outputs(outputs, z.first, y.first, scale, delta.first, cost);
        } else {
            math::detail::active_array_functions<T>::softmax_cross_entropy(outputs, samples, z, y,
                                                                           scale, delta, cost);
        }
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

PICOMLP_INSTANTIATE_LOSS(binary_cross_entropy)
PICOMLP_INSTANTIATE_LOSS(softmax_cross_entropy)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
