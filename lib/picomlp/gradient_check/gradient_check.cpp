#include "picomlp/gradient_check/gradient_check.hpp"

#include "picomlp/gradient_check/gradient_examination.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace gradient_checks {

namespace {

template <class T>
inline constexpr T half_spacing_at_one = T(0x1p-53);
template <>
inline constexpr float half_spacing_at_one<float> = 0x1p-24F;

template <class T>
T distance(T a, T b) {
    return a < b ? b - a : a - b;
}

/// Calls take(l, count, offset, gradient_offset) for each trained layer, until it returns false.
template <class T, class Take>
void for_each_trained_layer(const trained_layers<T>& layers, Take take) {
    size_t offset = 0;
    size_t place = 0;
    for (uint32_t l = 0; l < layers.network.count; ++l) {
        const size_t count = parameter_count_of(layers.network.layers[l].shape);
        if (layers.trained[l]) {
            if (!take(l, count, offset, place)) return;
            place += count;
        }
        offset += count;
    }
}

/// Layer, row and column of element k of a layer.
template <class T>
gradient_entry<T> entry_of(uint32_t l, dense_shape shape, size_t k, T analytic, T numeric) {
    const uint32_t row = static_cast<uint32_t>(k / shape.outputs);
    const bool is_bias = row == shape.inputs;
    return {l + 1,  static_cast<uint32_t>(k % shape.outputs), is_bias ? 0 : row, is_bias, analytic,
            numeric};
}

}  // namespace

template <class T>
status check(const trained_layers<T>& layers, const T* w,
             const gradient_check_settings<T>& chosen) noexcept {
    const bool good = is_finite(chosen.tolerance) && chosen.tolerance >= T(0);
    status outcome = good ? status::ok : status::bad_argument;
    for_each_trained_layer(layers, [&](uint32_t, size_t count, size_t offset, size_t) {
        differences::two_points<T> points{};
        for (size_t k = 0; k < count && outcome == status::ok; ++k) {
            outcome = differences::points_around(w[offset + k], chosen.epsilon, &points);
        }
        return outcome == status::ok;
    });
    return outcome;
}

template <class T>
gradient_findings<T> run(const job<T>& asked, gradient_layer_report<T>* of_layers) {
    gradient_findings<T> found{};
    difference_sums<T> all;
    T farthest = T(-1);
    T farthest_off = T(-1);
    bool is_wrong = false;
    gradient_verdict reason = gradient_verdict::rounding;
    size_t measured = 0;
    for_each_trained_layer(
        asked.layers, [&](uint32_t l, size_t count, size_t offset, size_t place) {
            difference_sums<T> of_layer;
            for (size_t k = 0; k < count; ++k) {
                slopes<T> slope{};
                found.status = measure(asked, asked.w + offset + k, asked.chosen.epsilon, &slope);
                if (found.status != status::ok) return false;
                const T analytic = asked.gradient[place + k];
                if (asked.numeric) asked.numeric[place + k] = slope.central;
                of_layer.add(analytic, slope.central);
                all.add(analytic, slope.central);
                T apart = distance(analytic, slope.central);
                if (!(apart <= static_cast<T>(__builtin_inf())))
                    apart = static_cast<T>(__builtin_inf());
                if (apart > farthest) {
                    farthest = apart;
                    found.worst = entry_of(l, asked.layers.network.layers[l].shape, k, analytic,
                                           slope.central);
                }
            }
            measured += count;
            gradient_layer_report<T>& report = of_layers[l];
            report.relative_difference = of_layer.relative_difference();
            if (report.relative_difference <= asked.chosen.tolerance) {
                report.verdict = of_layer.size() > T(0) ? gradient_verdict::right
                                                        : gradient_verdict::nothing_compared;
                return true;
            }
            const examined<T> why = examine<T>(
                asked, {count, asked.w + offset, asked.gradient + place, of_layer.smaller_norm()});
            report.verdict = why.verdict;
            if (why.verdict == gradient_verdict::wrong) is_wrong = true;
            if (why.apart > farthest_off) {
                farthest_off = why.apart;
                reason = why.verdict;
            }
            return true;
        });
    if (found.status != status::ok) {
        for (uint32_t l = 0; l < asked.layers.network.count; ++l) of_layers[l] = {};
        gradient_findings<T> refused{};
        refused.status = found.status;
        return refused;
    }
    found.relative_difference = all.relative_difference();
    const T size = all.size();
    if (is_wrong) {
        found.verdict = gradient_verdict::wrong;
    } else if (!(found.relative_difference <= asked.chosen.tolerance)) {
        found.verdict = reason;
    } else if (size > T(0)) {
        found.verdict = gradient_verdict::right;
    }
    if (size > T(0)) {
        found.rounding = half_spacing_at_one<T> * distance(asked.cost, T(0)) *
                         math::sqrt(static_cast<T>(measured)) / asked.chosen.epsilon / size;
    }
    return found;
}

#define PICOMLP_INSTANTIATE(T)                                         \
    template status check(const trained_layers<T>&, const T*,          \
                          const gradient_check_settings<T>&) noexcept; \
    template gradient_findings<T> run(const job<T>&, gradient_layer_report<T>*);
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace gradient_checks
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
