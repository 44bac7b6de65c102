#include "picomlp/optimizer/rmsprop.hpp"

#include "picomlp/math/best_sqrt.hpp"
#include "picomlp/optimizer/setting_checks.hpp"
#include "picomlp/optimizer/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct rmsprop_rule {
    T learning_rate;
    T decay;
    T square_weight;
    T epsilon;

    [[gnu::always_inline]] element<T, 1> operator()(const element<T, 1>& old, T gradient,
                                                    T share) const {
        const T mean_square = decay * old.state[0] + square_weight * gradient * gradient;
        const T scale = math::detail::best_sqrt(mean_square) + epsilon;
        return {old.parameter * share - learning_rate * gradient / scale, {mean_square}};
    }
};

}  // namespace

template <class T>
status rmsprop::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    return ok_if(is_rate(chosen.learning_rate) && is_decay(chosen.decay) &&
                 is_positive(chosen.epsilon));
}

template <class T>
status rmsprop::update(const settings<T>& chosen,
                       const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request,
        rmsprop_rule<T>{chosen.learning_rate, chosen.decay, T(1) - chosen.decay, chosen.epsilon});
}

template status rmsprop::check(const settings<float>&) noexcept;
template status rmsprop::check(const settings<double>&) noexcept;
template status rmsprop::update(const settings<float>&, const update_request<float>&) noexcept;
template status rmsprop::update(const settings<double>&, const update_request<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
