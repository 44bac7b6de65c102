#include "picomlp/optimizer/momentum.hpp"

#include "picomlp/optimizer/setting_checks.hpp"
#include "picomlp/optimizer/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct momentum_rule {
    T learning_rate;
    T momentum;
    T gradient_weight;

    [[gnu::always_inline]] element<T, 1> operator()(const element<T, 1>& old, T gradient,
                                                    T share) const {
        const T velocity = momentum * old.state[0] + gradient_weight * gradient;
        return {old.parameter * share - learning_rate * velocity, {velocity}};
    }
};

}  // namespace

template <class T>
status momentum::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    return ok_if(is_rate(chosen.learning_rate) && is_decay(chosen.coefficient) &&
                 is_decay(chosen.dampening));
}

template <class T>
status momentum::update(const settings<T>& chosen,
                        const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request,
        momentum_rule<T>{chosen.learning_rate, chosen.coefficient, T(1) - chosen.dampening});
}

template status momentum::check(const settings<float>&) noexcept;
template status momentum::check(const settings<double>&) noexcept;
template status momentum::update(const settings<float>&, const update_request<float>&) noexcept;
template status momentum::update(const settings<double>&, const update_request<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
