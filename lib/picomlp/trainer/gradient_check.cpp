#include "picomlp/trainer/gradient_check.hpp"

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

/// The slopes at a parameter to both sides and to each of them.
template <class T>
struct slopes {
    T central;
    T upwards;
    T downwards;
};

/// Moves one parameter up and down and puts it back.
template <class T>
status measure(const job<T>& asked, T* parameter, slopes<T>* found) {
    const T before = *parameter;
    differences::two_points<T> points{};
    const status movable = differences::points_around(before, asked.chosen.epsilon, &points);
    if (movable != status::ok) return movable;
    T above = T(0);
    T below = T(0);
    *parameter = points.above;
    status outcome = asked.compute_cost(asked.asked, &above);
    if (outcome == status::ok) {
        *parameter = points.below;
        outcome = asked.compute_cost(asked.asked, &below);
    }
    *parameter = before;
    if (outcome != status::ok) return outcome;
    found->central = differences::slope(points, above, below);
    found->upwards = differences::slope({points.above, before}, above, asked.cost);
    found->downwards = differences::slope({before, points.below}, asked.cost, below);
    return is_finite(found->central) ? status::ok : status::diverged;
}

/// Calls take(l, count, offset, gradient_offset) for each layer that is trained, until it returns
/// false.
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

/// Where element k of a layer stands.
template <class T>
gradient_entry<T> entry_of(uint32_t l, dense_shape shape, size_t k, T analytic, T numeric) {
    const uint32_t row = static_cast<uint32_t>(k / shape.outputs);
    const bool is_bias = row == shape.inputs;
    return {l + 1,
            static_cast<uint32_t>(k % shape.outputs),
            is_bias ? 0 : row,
            is_bias,
            analytic,
            numeric,
            false};
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
gradient_findings<T> run(const job<T>& asked, T* layer_differences) {
    gradient_findings<T> found{};
    difference_sums<T> all;
    T farthest = T(-1);
    bool kink_beside = false;
    size_t measured = 0;
    for_each_trained_layer(
        asked.layers, [&](uint32_t l, size_t count, size_t offset, size_t place) {
            difference_sums<T> of_layer;
            for (size_t k = 0; k < count; ++k) {
                slopes<T> slope{};
                found.status = measure(asked, asked.w + offset + k, &slope);
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
                    const T quarter = apart * T(0.25);
                    kink_beside = distance(analytic, slope.upwards) < quarter ||
                                  distance(analytic, slope.downwards) < quarter;
                }
            }
            measured += count;
            layer_differences[l] = of_layer.relative_difference();
            return true;
        });
    if (found.status != status::ok) {
        for (uint32_t l = 0; l < asked.layers.network.count; ++l) layer_differences[l] = T(0);
        gradient_findings<T> refused{};
        refused.status = found.status;
        return refused;
    }
    found.relative_difference = all.relative_difference();
    found.passed = found.relative_difference <= asked.chosen.tolerance;
    found.worst.at_kink = !found.passed && kink_beside;
    const T size = all.size();
    if (size > T(0)) {
        found.rounding = half_spacing_at_one<T> * distance(asked.cost, T(0)) *
                         math::sqrt(static_cast<T>(measured)) / asked.chosen.epsilon / size;
    }
    return found;
}

#define PICOMLP_INSTANTIATE(T)                                         \
    template status check(const trained_layers<T>&, const T*,          \
                          const gradient_check_settings<T>&) noexcept; \
    template gradient_findings<T> run(const job<T>&, T*);
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace gradient_checks
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
