// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/gradient_descent.hpp"

#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/optimizer/detail/setting_checks.hpp"
#include "picomlp/optimizer/detail/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

using namespace detail;

namespace {

template <class T>
struct momentum_rule {
    T learning_rate;
    T momentum;
    T gradient_weight;

    [[gnu::always_inline]] updated_element<T, 1> operator()(const updated_element<T, 1>& old,
                                                            T gradient, T decay_factor) const {
        const T velocity = momentum * old.state[0] + gradient_weight * gradient;
        return {old.parameter * decay_factor - learning_rate * velocity, {velocity}};
    }
};

template <class T>
struct nesterov_rule {
    T learning_rate;
    T momentum;

    [[gnu::always_inline]] updated_element<T, 1> operator()(const updated_element<T, 1>& old,
                                                            T gradient, T decay_factor) const {
        const T velocity = momentum * old.state[0] + gradient;
        const T ahead = gradient + momentum * velocity;
        return {old.parameter * decay_factor - learning_rate * ahead, {velocity}};
    }
};

}  // namespace

template <class T>
status gradient_descent::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.learning_rate));
}

template <class T>
status gradient_descent::update(
    const settings<T>& settings,
    const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    for (uint32_t r = 0; r < request.run_count; ++r) {
        const parameter_run<T>& run = request.runs[r];
        if (!kernels::decayed_sgd_step_stays_finite<T>(run.count, settings.learning_rate,
                                                       run.decay_factor, run.gradient,
                                                       run.parameters)) {
            return status::diverged;
        }
    }
    for (uint32_t r = 0; r < request.run_count; ++r) {
        const parameter_run<T>& run = request.runs[r];
        kernels::decayed_sgd_step(run.count, settings.learning_rate, run.decay_factor, run.gradient,
                                  run.parameters);
    }
    return status::ok;
}

template <class T>
status momentum::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.learning_rate) && is_fraction(settings.coefficient) &&
                 is_fraction(settings.dampening));
}

template <class T>
status momentum::update(const settings<T>& settings,
                        const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request,
        momentum_rule<T>{settings.learning_rate, settings.coefficient, T(1) - settings.dampening});
}

template <class T>
status nesterov::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.learning_rate) && is_fraction(settings.coefficient));
}

template <class T>
status nesterov::update(const settings<T>& settings,
                        const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request, nesterov_rule<T>{settings.learning_rate, settings.coefficient});
}

PICOMLP_INSTANTIATE_OPTIMIZER(gradient_descent)
PICOMLP_INSTANTIATE_OPTIMIZER(momentum)
PICOMLP_INSTANTIATE_OPTIMIZER(nesterov)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
