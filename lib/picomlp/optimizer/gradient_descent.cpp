#include "picomlp/optimizer/gradient_descent.hpp"

#include "picomlp/kernels/dense.hpp"
#include "picomlp/optimizer/setting_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status gradient_descent::check(const settings<T>& chosen) noexcept(detail::needs_real<T>()) {
    return ok_if(is_rate(chosen.learning_rate));
}

template <class T>
status gradient_descent::update(
    const settings<T>& chosen, const update_request<T>& request) noexcept(detail::needs_real<T>()) {
    for (uint32_t r = 0; r < request.run_count; ++r) {
        const parameter_run<T>& run = request.runs[r];
        if (!kernels::decayed_descent_stays_finite<T>(run.count, chosen.learning_rate, run.share,
                                                      run.gradient, run.parameters)) {
            return status::diverged;
        }
    }
    for (uint32_t r = 0; r < request.run_count; ++r) {
        const parameter_run<T>& run = request.runs[r];
        kernels::descend_decayed(run.count, chosen.learning_rate, run.share, run.gradient,
                                 run.parameters);
    }
    return status::ok;
}

template <class T>
status gradient_descent::update(const settings<T>& chosen, size_t count, const T* gradient,
                                T* parameters) noexcept(detail::needs_real<T>()) {
    return kernels::descend(count, chosen.learning_rate, gradient, parameters) ? status::ok
                                                                               : status::diverged;
}

template status gradient_descent::check(const settings<float>&) noexcept;
template status gradient_descent::check(const settings<double>&) noexcept;
template status gradient_descent::update(const settings<float>&,
                                         const update_request<float>&) noexcept;
template status gradient_descent::update(const settings<double>&,
                                         const update_request<double>&) noexcept;
template status gradient_descent::update(const settings<float>&, size_t, const float*,
                                         float*) noexcept;
template status gradient_descent::update(const settings<double>&, size_t, const double*,
                                         double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
