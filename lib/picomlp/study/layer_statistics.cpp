// SPDX-License-Identifier: MIT
#include "picomlp/study/layer_statistics.hpp"

#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
inline constexpr T limit = T(0x1p512);
template <>
inline constexpr float limit<float> = 0x1p64F;

/// False for NaN too.
template <class T>
bool is_in_range(T x) {
    return x < limit<T> && x > -limit<T>;
}

template <class T>
void set_to_zero(uint32_t count, T* x) {
    for (uint32_t i = 0; i < count; ++i) x[i] = T(0);
}

/// Adds sums[s] to the lane of its sample.
template <class T>
void add_to_accumulators(uint32_t first_sample, uint32_t samples, const T* sums, T* lane) {
    for (uint32_t s = 0; s < samples; ++s) {
        lane[(first_sample + s) % summation_order::sum_accumulators] += sums[s];
    }
}

}  // namespace

template <class T>
void statistics_in_two_passes<T>::clear_lanes() noexcept {
    set_to_zero(summation_order::sum_accumulators, lane_);
    set_to_zero(summation_order::sum_accumulators, signal_lane_);
    seen_ = 0;
}

template <class T>
T statistics_in_two_passes<T>::in_range() const noexcept {
    return static_cast<T>(result_.units * result_.samples - result_.out_of_range);
}

template <class T>
void statistics_in_two_passes<T>::begin(uint32_t units, activation_limits limits, T* unit_means,
                                        uint8_t* unit_alive) noexcept {
    result_ = {};
    result_.units = units;
    result_.minimum = limit<T>;
    result_.maximum = -limit<T>;
    result_.alike = units > 1;
    limits_ = limits;
    unit_means_ = unit_means;
    unit_alive_ = unit_alive;
    set_to_zero(units, unit_means);
    set_to_zero(units, unit_alive);
    clear_lanes();
}

template <class T>
void statistics_in_two_passes<T>::see(uint32_t samples, strided_rows<const T> x, T* sums) noexcept {
    const bool can_saturate = limits_.low != limits_.high;
    const T low = static_cast<T>(limits_.low);
    const T high = static_cast<T>(limits_.high);
    const T margin = (high - low) / T(80);
    const T* first_row = x[0];
    set_to_zero(samples, sums);
    for (uint32_t u = 0; u < result_.units; ++u) {
        const T* row = x[u];
        T mean = unit_means_[u];
        bool alive = false;
        for (uint32_t s = 0; s < samples; ++s) {
            alive = alive || row[s] != T(0);
            if (row[s] != first_row[s]) result_.alike = false;
            if (!is_in_range(row[s])) {
                ++result_.out_of_range;
                continue;
            }
            // -0 becomes +0: otherwise the result could depend on how samples are divided into
            // pieces.
            const T value = row[s] + T(0);
            sums[s] += value;
            mean += (value - mean) / static_cast<T>(seen_ + s + 1);
            result_.minimum = value < result_.minimum ? value : result_.minimum;
            result_.maximum = value > result_.maximum ? value : result_.maximum;
            if (value == T(0)) ++result_.zeros;
            if (can_saturate && (value <= low + margin || value >= high - margin)) {
                ++result_.saturated;
            }
        }
        unit_means_[u] = mean;
        if (alive) unit_alive_[u] = 1;
    }
    add_to_accumulators(seen_, samples, sums, lane_);
    seen_ += samples;
}

template <class T>
void statistics_in_two_passes<T>::end_first_pass() noexcept {
    result_.samples = seen_;
    for (uint32_t u = 0; u < result_.units; ++u) {
        if (unit_alive_[u] == 0) ++result_.dead_units;
    }
    const T count = in_range();
    if (count == T(0)) {
        result_.minimum = T(0);
        result_.maximum = T(0);
    } else {
        result_.mean = kernels::interleaved_sum(summation_order::sum_accumulators, lane_) / count;
    }
    const T above = result_.maximum - result_.mean;
    const T below = result_.mean - result_.minimum;
    const int power = detail::exponent_of<T>(above > below ? above : below);
    down_ = detail::power_of_two<T>(-power);
    up_ = detail::power_of_two<T>(power);
    clear_lanes();
}

template <class T>
void statistics_in_two_passes<T>::see_again(uint32_t samples, strided_rows<const T> x,
                                            T* sums) noexcept {
    const auto add_squares = [&](const T* unit_means, T* lane) {
        set_to_zero(samples, sums);
        for (uint32_t u = 0; u < result_.units; ++u) {
            const T* row = x[u];
            const T mean = unit_means ? unit_means[u] : result_.mean;
            for (uint32_t s = 0; s < samples; ++s) {
                const T distance = (row[s] - mean) * down_;
                sums[s] += is_in_range(row[s]) ? distance * distance : T(0);
            }
        }
        add_to_accumulators(seen_, samples, sums, lane);
    };
    add_squares(nullptr, lane_);
    add_squares(unit_means_, signal_lane_);
    seen_ += samples;
}

template <class T>
void statistics_in_two_passes<T>::end(layer_statistics<T>& to) noexcept {
    const T count = in_range();
    if (count != T(0)) {
        const T square = kernels::interleaved_sum(summation_order::sum_accumulators, lane_) / count;
        result_.standard_deviation = math::sqrt(square) * up_;
    }
    if (result_.out_of_range == 0) {
        const T square =
            kernels::interleaved_sum(summation_order::sum_accumulators, signal_lane_) / count;
        result_.signal_deviation = math::sqrt(square) * up_;
    }
    to = result_;
}

template class statistics_in_two_passes<float>;
template class statistics_in_two_passes<double>;

namespace {

template <class T>
T size_of(const layer_statistics<T>& gradients) {
    const T magnitude = gradients.mean < T(0) ? -gradients.mean : gradients.mean;
    return magnitude + gradients.standard_deviation;
}

template <class T>
bool more_than_tenfold(T large, T other) {
    return large / T(10) > other;
}

struct verdict_text {
    const char* name;
    const char* meaning;
};

/// In the order of the enumerators.
constexpr verdict_text verdict_texts[] = {
    {"healthy", "signals and gradients keep their size"},
    {"symmetric", "all units are the same and will stay the same"},
    {"dead", "most units are 0 for every sample"},
    {"saturated", "many activations are at their limits, where slopes are flat"},
    {"exploding", "signals or gradients have grown more than tenfold"},
    {"vanishing", "signals or gradients have shrunk more than tenfold"},
    {"too_few_samples", "too few samples to tell: give it 16 or more"},
    {"unknown", "unknown verdict"},
};
constexpr uint32_t known_verdicts = sizeof verdict_texts / sizeof verdict_texts[0] - 1;
static_assert(known_verdicts == static_cast<uint32_t>(verdict::too_few_samples) + 1);

const verdict_text& text_of(verdict health) {
    const auto number = static_cast<uint32_t>(health);
    return verdict_texts[number < known_verdicts ? number : known_verdicts];
}

}  // namespace

const char* name_of(verdict health) noexcept { return text_of(health).name; }
const char* describe(verdict health) noexcept { return text_of(health).meaning; }

template <class T>
verdict judge(const layer_evidence<T>& evidence) noexcept {
    const layer_statistics<T>& activations = evidence.activations;
    const layer_statistics<T>& gradients = evidence.gradients;
    if (activations.samples < least_samples) {
        const bool left = activations.out_of_range > 0 || gradients.out_of_range > 0;
        return left ? verdict::exploding : verdict::too_few_samples;
    }
    if (evidence.same_parameters && gradients.alike) return verdict::symmetric;
    if (activations.dead_units > activations.units / 2) return verdict::dead;
    if (activations.saturated > activations.units * activations.samples / 3) {
        return verdict::saturated;
    }

    const T signal = activations.signal_deviation;
    const T signal_before = evidence.inputs.signal_deviation;
    const T gradient = size_of(gradients);
    const T gradient_behind = size_of(evidence.last_gradients);
    const bool compare_signals = signal_before > T(0);
    const bool compare_gradients = gradient_behind > T(0);
    if (activations.out_of_range > 0 || gradients.out_of_range > 0 ||
        (compare_signals && more_than_tenfold(signal, signal_before)) ||
        (compare_gradients && more_than_tenfold(gradient, gradient_behind))) {
        return verdict::exploding;
    }
    if ((compare_signals && more_than_tenfold(signal_before, signal)) ||
        (compare_gradients && more_than_tenfold(gradient_behind, gradient))) {
        return verdict::vanishing;
    }
    return verdict::healthy;
}

template verdict judge(const layer_evidence<float>&) noexcept;
template verdict judge(const layer_evidence<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
