// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/rmsprop.hpp"

#include "picomlp/math/detail/sqrt_core.hpp"
#include "picomlp/optimizer/detail/setting_checks.hpp"
#include "picomlp/optimizer/detail/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

using namespace detail;

namespace {

template <class T>
struct rmsprop_rule {
    T learning_rate;
    T decay;
    T square_weight;
    T epsilon;

    [[gnu::always_inline]] updated_element<T, 1> operator()(const updated_element<T, 1>& old,
                                                            T gradient, T decay_factor) const {
        const T mean_square = decay * old.state[0] + square_weight * gradient * gradient;
        const T scale = math::detail::sqrt_element(mean_square) + epsilon;
        return {old.parameter * decay_factor - learning_rate * gradient / scale, {mean_square}};
    }
};

}  // namespace

template <class T>
status rmsprop::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.learning_rate) && is_fraction(settings.decay) &&
                 is_positive(settings.epsilon));
}

template <class T>
status rmsprop::update(const settings<T>& settings,
                       const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request, rmsprop_rule<T>{settings.learning_rate, settings.decay, T(1) - settings.decay,
                                 settings.epsilon});
}

PICOMLP_INSTANTIATE_OPTIMIZER(rmsprop)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
