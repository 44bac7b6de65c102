#include "picomlp/optimizer/adam.hpp"

#include "picomlp/math/best_sqrt.hpp"
#include "picomlp/optimizer/adam_step.hpp"
#include "picomlp/optimizer/setting_checks.hpp"
#include "picomlp/optimizer/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

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

    [[gnu::always_inline]] element<T, 2> operator()(const element<T, 2>& old, T gradient,
                                                    T share) const {
        const T mean = beta1 * old.state[0] + gradient_weight * gradient;
        const T mean_square = beta2 * old.state[1] + square_weight * gradient * gradient;
        const T spread = math::detail::best_sqrt(mean_square) * scale + epsilon;
        return {old.parameter * share - rate * mean / spread, {mean, mean_square}};
    }
};

}  // namespace

template <class T>
status adam_step(const adam::settings<T>& chosen, T weights_share,
                 const update_request<T>& request) noexcept {
    const uint64_t t = uint64_t{request.step} + 1;
    const T rate = chosen.learning_rate / bias_correction(chosen.beta1, t);
    const T scale = T(1) / math::detail::best_sqrt(bias_correction(chosen.beta2, t));
    return update_elements<adam::state_arrays>(
        request,
        adam_rule<T>{chosen.beta1, chosen.beta2, T(1) - chosen.beta1, T(1) - chosen.beta2, rate,
                     scale, chosen.epsilon},
        weights_share);
}

template <class T>
status adam::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    return ok_if(is_rate(chosen.learning_rate) && is_decay(chosen.beta1) &&
                 is_decay(chosen.beta2) && is_positive(chosen.epsilon));
}

template <class T>
status adam::update(const settings<T>& chosen,
                    const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return adam_step(chosen, T(1), request);
}

template status adam_step(const adam::settings<float>&, float,
                          const update_request<float>&) noexcept;
template status adam_step(const adam::settings<double>&, double,
                          const update_request<double>&) noexcept;

template status adam::check(const settings<float>&) noexcept;
template status adam::check(const settings<double>&) noexcept;
template status adam::update(const settings<float>&, const update_request<float>&) noexcept;
template status adam::update(const settings<double>&, const update_request<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
