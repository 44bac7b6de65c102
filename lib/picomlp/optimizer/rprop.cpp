#include "picomlp/optimizer/rprop.hpp"

#include "picomlp/optimizer/setting_checks.hpp"
#include "picomlp/optimizer/update_elements.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct rprop_rule {
    T first_size;
    T decrease;
    T increase;
    T minimum_step;
    T maximum_step;

    /// A stored size is never 0, so 0 means that there is none yet.
    [[gnu::always_inline]] element<T, 2> operator()(const element<T, 2>& old, T gradient,
                                                    T share) const {
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
        return {old.parameter * share - move, {used, size}};
    }
};

}  // namespace

template <class T>
status rprop::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    return ok_if(is_rate(chosen.learning_rate) && is_positive(chosen.decrease) &&
                 chosen.decrease < T(1) && is_finite(chosen.increase) && chosen.increase > T(1) &&
                 is_positive(chosen.minimum_step) && is_finite(chosen.maximum_step) &&
                 chosen.maximum_step >= chosen.minimum_step);
}

template <class T>
status rprop::update(const settings<T>& chosen,
                     const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    return update_elements<state_arrays>(
        request, rprop_rule<T>{chosen.learning_rate, chosen.decrease, chosen.increase,
                               chosen.minimum_step, chosen.maximum_step});
}

template status rprop::check(const settings<float>&) noexcept;
template status rprop::check(const settings<double>&) noexcept;
template status rprop::update(const settings<float>&, const update_request<float>&) noexcept;
template status rprop::update(const settings<double>&, const update_request<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
