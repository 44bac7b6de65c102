#include "picomlp/gradient_check/central_difference.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace differences {

template <class T>
status points_around(T theta, T epsilon, two_points<T>* points) noexcept {
    if (!is_finite(epsilon) || !(epsilon > T(0))) return status::bad_argument;
    if (!is_finite(theta)) return status::not_finite_input;
    const two_points<T> found{theta + epsilon, theta - epsilon};
    if (!is_finite(found.above) || !is_finite(found.below) || found.above == found.below) {
        return status::bad_argument;
    }
    *points = found;
    return status::ok;
}

template <class T>
T slope(two_points<T> points, T value_above, T value_below) noexcept {
    return (value_above - value_below) / (points.above - points.below);
}

template <class T>
status compute(size_t count, T* theta, T epsilon, evaluation<T> f, const void* asked, T* slopes) {
    two_points<T> points{};
    for (size_t k = 0; k < count; ++k) {
        const status checked = points_around(theta[k], epsilon, &points);
        if (checked != status::ok) return checked;
    }
    for (size_t k = 0; k < count; ++k) {
        const T before = theta[k];
        (void)points_around(before, epsilon, &points);
        theta[k] = points.above;
        const T above = f(asked);
        theta[k] = points.below;
        const T below = f(asked);
        theta[k] = before;
        const T found = slope(points, above, below);
        if (!is_finite(found)) return status::diverged;
        slopes[k] = found;
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                    \
    template status points_around(T, T, two_points<T>*) noexcept; \
    template T slope(two_points<T>, T, T) noexcept;               \
    template status compute(size_t, T*, T, evaluation<T>, const void*, T*);
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace differences
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
