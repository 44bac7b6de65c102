// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/adam.hpp"

#include "picomlp/math/detail/sqrt_core.hpp"
#include "picomlp/optimizer/detail/setting_checks.hpp"
#include "picomlp/optimizer/detail/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

using namespace detail;

namespace {

/// 1 - beta^t for t <= 2^32, in the order that adam.hpp states.
template <class T>
T bias_correction(T beta, uint64_t t) {
    T c = T(0);
    for (int bit = 32; bit >= 0; --bit) {
        c = c * (T(2) - c);
        if ((t >> bit & 1) != 0) c = (T(1) - beta) + beta * c;
    }
    return c;
}

template <class T>
struct adam_rule {
    T beta1;
    T beta2;
    T gradient_weight;
    T square_weight;
    T rate;
    T scale;
    T epsilon;

    [[gnu::always_inline]] updated_element<T, 2> operator()(const updated_element<T, 2>& old,
                                                            T gradient, T decay_factor) const {
        const T mean = beta1 * old.state[0] + gradient_weight * gradient;
        const T mean_square = beta2 * old.state[1] + square_weight * gradient * gradient;
        const T spread = math::detail::sqrt_element(mean_square) * scale + epsilon;
        return {old.parameter * decay_factor - rate * mean / spread, {mean, mean_square}};
    }
};

/// Adam's step. Weights are also multiplied by `weight_factor`.
template <class T>
status adam_step(const adam::settings<T>& settings, T weight_factor,
                 const update_request<T>& request) noexcept {
    const uint64_t t = uint64_t{request.step} + 1;
    const T rate = settings.learning_rate / bias_correction(settings.beta1, t);
    const T scale = T(1) / math::detail::sqrt_element(bias_correction(settings.beta2, t));
    return update_elements<adam::state_arrays>(
        request,
        adam_rule<T>{settings.beta1, settings.beta2, T(1) - settings.beta1, T(1) - settings.beta2,
                     rate, scale, settings.epsilon},
        weight_factor);
}

template <class T>
adam::settings<T> without_decay(const adamw::settings<T>& settings) {
    return {settings.learning_rate, settings.beta1, settings.beta2, settings.epsilon};
}

}  // namespace

template <class T>
status adam::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.learning_rate) && is_fraction(settings.beta1) &&
                 is_fraction(settings.beta2) && is_positive(settings.epsilon));
}

template <class T>
status adam::update(const settings<T>& settings,
                    const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return adam_step(settings, T(1), request);
}

template <class T>
status adamw::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    const status rest = adam::check(without_decay(settings));
    if (rest != status::ok) return rest;
    return ok_if(is_not_negative(settings.weight_decay) &&
                 settings.learning_rate * settings.weight_decay <= T(1));
}

template <class T>
status adamw::update(const settings<T>& settings,
                     const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return adam_step(without_decay(settings), T(1) - settings.learning_rate * settings.weight_decay,
                     request);
}

PICOMLP_INSTANTIATE_OPTIMIZER(adam)
PICOMLP_INSTANTIATE_OPTIMIZER(adamw)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
