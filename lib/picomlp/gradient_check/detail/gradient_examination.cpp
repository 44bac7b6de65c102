// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/detail/gradient_examination.hpp"

#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

namespace {

template <class T>
inline constexpr T errors_to_be_wrong = T(4);

/// Steps below this are taken to see every kink, because kinks rarely lie closer together. A larger
/// step with a slope of almost 0 may have missed some.
template <class T>
inline constexpr T sees_everything = T(0x1p-16);

/// The smallest useful step; smaller ones are rounded too coarsely.
template <class T>
T smallest_step(T parameter) {
    const T size = magnitude(parameter);
    return T(32) * unit_roundoff<T> * (size > T(1) ? size : T(1));
}

template <class T>
T jump(const measured_slopes<T>& of) {
    return of.upwards - of.downwards;
}

/// Four halves of a unit in the last place.
template <class T>
T cost_noise(T cost) {
    return T(4) * unit_roundoff<T> * cost;
}

/// The part of the slopes' jump that comes from a kink. The jump of a smooth cost is four times as
/// large at four times the step, so it cancels here.
template <class T>
T kink_between(const measured_slopes<T>& wide, const measured_slopes<T>& narrow) {
    return magnitude(T(4) * jump(narrow) - jump(wide)) / T(3);
}

template <class T>
class examiner {
  public:
    examiner(const gradient_check_task<T>& task, const suspect_layer<T>& layer)
        : task_(task), layer_(layer), noise_(cost_noise(magnitude(task.cost))) {
        for (size_t k = 0; k < layer.count; ++k) {
            const T step = smallest_step(layer.w[k]);
            measured_slopes<T> slope{};
            if (measure_slopes(task, layer.w + k, step, &slope) != status::ok) continue;
            at_least(magnitude(jump(slope)) * step);
        }
        at_least(smallest_change());
    }

    examination<T> result() {
        examination<T> found{gradient_verdict::rounding, T(-1)};
        const T allowed = task_.settings.tolerance * T(2) * layer_.smaller_norm /
                          math::sqrt(static_cast<T>(layer_.count));
        for (size_t k = 0; k < layer_.count; ++k) {
            const T analytic = layer_.analytic[k];
            if (!is_finite(analytic)) return {gradient_verdict::wrong, analytic};
            measured_slopes<T> slope{};
            // Cannot fail: it succeeded before.
            (void)measure_slopes(task_, layer_.w + k, task_.settings.epsilon, &slope);
            const T apart = magnitude(analytic - slope.central);
            if (apart < allowed || apart == T(0)) continue;
            if (is_wrong(layer_.w + k, analytic, allowed)) return {gradient_verdict::wrong, apart};
            if (apart > found.apart) found = {reason(layer_.w + k, apart, slope), apart};
        }
        return found;
    }

  private:
    void at_least(T noise) {
        if (noise > noise_) noise_ = noise;
    }

    /// The first change of the cost as the step grows. A cost that is small relative to the numbers
    /// it is computed from changes by no less.
    T smallest_change() const {
        T factor = T(1);
        while (factor <= T(0x1p40)) {
            for (size_t k = 0; k < layer_.count; ++k) {
                const T step = smallest_step(layer_.w[k]) * factor;
                measured_slopes<T> slope{};
                if (step > T(1) || measure_slopes(task_, layer_.w + k, step, &slope) != status::ok)
                    continue;
                const T up = magnitude(slope.upwards);
                const T down = magnitude(slope.downwards);
                if (up > T(0) || down > T(0)) return (up > down ? up : down) * step;
            }
            factor *= T(4);
        }
        return T(0);
    }

    /// Decides by the finest steps at which rounding is small relative to the distance.
    bool is_wrong(T* parameter, T analytic, T allowed) const {
        bool wrong = false;
        T farthest = T(0);
        T claimed = T(0);
        measured_slopes<T> wide{};
        bool has_wide = false;
        const T smallest = smallest_step(*parameter);
        T step = T(1);
        while (step >= smallest) {
            measured_slopes<T> narrow{};
            const bool measured = measure_slopes(task_, parameter, step, &narrow) == status::ok;
            if (measured && has_wide) {
                const T last_bits = cost_noise(narrow.largest_cost);
                const T noise = (last_bits > noise_ ? last_bits : noise_) / step;
                const T apart = magnitude(analytic - narrow.central);
                if (apart > farthest) farthest = apart;
                const T distance = wrong ? claimed : farthest;
                if (distance < noise * T(2) * errors_to_be_wrong<T>) break;
                T error = noise + magnitude(wide.central - narrow.central);
                if (task_.has_kinks) error += kink_between(wide, narrow) / T(2);
                const T size = magnitude(narrow.central);
                const bool stands = !task_.has_kinks || step < sees_everything<T> ||
                                    size > errors_to_be_wrong<T> * error;
                wrong = stands && apart > errors_to_be_wrong<T> * error && apart > allowed &&
                        apart > errors_to_be_wrong<T> * task_.settings.tolerance * size;
                if (wrong) claimed = apart;
            }
            wide = narrow;
            has_wide = measured;
            step /= T(4);
        }
        return wrong;
    }

    gradient_verdict reason(T* parameter, T apart, const measured_slopes<T>& at_epsilon) const {
        const T epsilon = task_.settings.epsilon;
        if (noise_ / epsilon >= apart) return gradient_verdict::rounding;
        if (!task_.has_kinks) return gradient_verdict::truncation;
        measured_slopes<T> wide = at_epsilon;
        T step = epsilon / T(4);
        while (step >= epsilon / T(16)) {
            measured_slopes<T> narrow{};
            if (measure_slopes(task_, parameter, step, &narrow) != status::ok) break;
            // The noise is 8/3 of that of the narrow step's jump.
            const T noise = T(4) * noise_ / step;
            if (kink_between(wide, narrow) > apart / T(8) + noise) return gradient_verdict::kink;
            wide = narrow;
            step /= T(4);
        }
        return gradient_verdict::truncation;
    }

    const gradient_check_task<T>& task_;
    const suspect_layer<T>& layer_;
    T noise_;
};

}  // namespace

template <class T>
status measure_slopes(const gradient_check_task<T>& task, T* parameter, T epsilon,
                      measured_slopes<T>* found) {
    const T before = *parameter;
    difference_points<T> points{};
    const status movable = points_around(before, epsilon, &points);
    if (movable != status::ok) return movable;
    T above = T(0);
    T below = T(0);
    *parameter = points.above;
    status computed = task.compute_cost(task.context, &above);
    if (computed == status::ok) {
        *parameter = points.below;
        computed = task.compute_cost(task.context, &below);
    }
    *parameter = before;
    if (computed != status::ok) return computed;
    found->central = difference_quotient(points, above, below);
    found->upwards = difference_quotient({points.above, before}, above, task.cost);
    found->downwards = difference_quotient({before, points.below}, task.cost, below);
    const T high = magnitude(above);
    const T low = magnitude(below);
    found->largest_cost = high > low ? high : low;
    return is_finite(found->central) ? status::ok : status::diverged;
}

template <class T>
examination<T> examine_layer(const gradient_check_task<T>& task, const suspect_layer<T>& layer) {
    return examiner<T>(task, layer).result();
}

#define PICOMLP_INSTANTIATE(T)                                                                 \
    template status measure_slopes(const gradient_check_task<T>&, T*, T, measured_slopes<T>*); \
    template examination<T> examine_layer(const gradient_check_task<T>&, const suspect_layer<T>&);
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
