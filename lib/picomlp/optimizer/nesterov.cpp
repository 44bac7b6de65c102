#include "picomlp/optimizer/nesterov.hpp"

#include "picomlp/optimizer/setting_checks.hpp"
#include "picomlp/optimizer/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct nesterov_rule {
    T learning_rate;
    T momentum;

    [[gnu::always_inline]] element<T, 1> operator()(const element<T, 1>& old, T gradient,
                                                    T share) const {
        const T velocity = momentum * old.state[0] + gradient;
        const T ahead = gradient + momentum * velocity;
        return {old.parameter * share - learning_rate * ahead, {velocity}};
    }
};

}  // namespace

template <class T>
status nesterov::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    return ok_if(is_rate(chosen.learning_rate) && is_decay(chosen.coefficient));
}

template <class T>
status nesterov::update(const settings<T>& chosen,
                        const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request, nesterov_rule<T>{chosen.learning_rate, chosen.coefficient});
}

template status nesterov::check(const settings<float>&) noexcept;
template status nesterov::check(const settings<double>&) noexcept;
template status nesterov::update(const settings<float>&, const update_request<float>&) noexcept;
template status nesterov::update(const settings<double>&, const update_request<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
