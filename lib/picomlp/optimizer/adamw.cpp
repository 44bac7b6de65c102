#include "picomlp/optimizer/adamw.hpp"

#include "picomlp/optimizer/adam_step.hpp"
#include "picomlp/optimizer/setting_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
adam::settings<T> without_decay(const adamw::settings<T>& chosen) {
    return {chosen.learning_rate, chosen.beta1, chosen.beta2, chosen.epsilon};
}

}  // namespace

template <class T>
status adamw::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    const status rest = adam::check(without_decay(chosen));
    if (rest != status::ok) return rest;
    return ok_if(is_rate(chosen.weight_decay) &&
                 chosen.learning_rate * chosen.weight_decay <= T(1));
}

template <class T>
status adamw::update(const settings<T>& chosen,
                     const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return adam_step(without_decay(chosen), T(1) - chosen.learning_rate * chosen.weight_decay,
                     request);
}

template status adamw::check(const settings<float>&) noexcept;
template status adamw::check(const settings<double>&) noexcept;
template status adamw::update(const settings<float>&, const update_request<float>&) noexcept;
template status adamw::update(const settings<double>&, const update_request<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
