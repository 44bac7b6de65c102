// SPDX-License-Identifier: MIT
#include "picomlp/optimizer/rprop.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/optimizer/detail/setting_checks.hpp"
#include "picomlp/optimizer/detail/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

using namespace detail;

namespace {

template <class T>
struct rprop_rule {
    T first_size;
    T decrease;
    T increase;
    T minimum_step;
    T maximum_step;

    /// A stored size is never 0, so 0 means that there is none yet.
    [[gnu::always_inline]] updated_element<T, 2> operator()(const updated_element<T, 2>& old,
                                                            T gradient, T decay_factor) const {
        const T before = old.state[0];
        const bool same =
            ((gradient > T(0)) & (before > T(0))) | ((gradient < T(0)) & (before < T(0)));
        const bool turned =
            ((gradient > T(0)) & (before < T(0))) | ((gradient < T(0)) & (before > T(0)));
        const T factor = same ? increase : (turned ? decrease : T(1));
        T size = old.state[1] == T(0) ? first_size : old.state[1];
        size = size * factor;
        size = size < minimum_step ? minimum_step : size;
        size = size > maximum_step ? maximum_step : size;
        const T used = turned ? T(0) : gradient;
        const T move = used > T(0) ? size : (used < T(0) ? -size : T(0));
        return {old.parameter * decay_factor - move, {used, size}};
    }
};

}  // namespace

template <class T>
status rprop::check(const settings<T>& settings) noexcept(detail::needs_real<T>()) {
    return ok_if(is_not_negative(settings.learning_rate) && is_positive(settings.decrease) &&
                 settings.decrease < T(1) && is_finite(settings.increase) &&
                 settings.increase > T(1) && is_positive(settings.minimum_step) &&
                 is_finite(settings.maximum_step) &&
                 settings.maximum_step >= settings.minimum_step);
}

template <class T>
status rprop::update(const settings<T>& settings,
                     const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request, rprop_rule<T>{settings.learning_rate, settings.decrease, settings.increase,
                               settings.minimum_step, settings.maximum_step});
}

PICOMLP_INSTANTIATE_OPTIMIZER(rprop)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
