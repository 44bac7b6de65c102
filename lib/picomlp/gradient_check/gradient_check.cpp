// SPDX-License-Identifier: MIT
#include "picomlp/gradient_check/gradient_check.hpp"

#include "picomlp/gradient_check/detail/gradient_examination.hpp"
#include "picomlp/kernels/finite.hpp"
#include "picomlp/math/sqrt.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

struct verdict_text {
    const char* name;
    const char* meaning;
};

/// In the order of the enumerators.
constexpr verdict_text verdict_texts[] = {
    {"nothing_compared", "says nothing: all slopes are 0; use other parameters or samples"},
    {"right", "right: the gradient is the slope of the cost"},
    {"wrong", "wrong: the gradient is not the slope of the cost, whatever epsilon is"},
    {"rounding",
     "says nothing: rounding drowns the slopes; use a larger epsilon (float: or double)"},
    {"truncation",
     "says nothing: the cost bends within epsilon; use a smaller one (float: in double), or scale "
     "the features"},
    {"kink",
     "says nothing: the cost has a kink within epsilon; use a smaller one (float: in double), "
     "other samples, or scale the features"},
    {"unknown", "unknown verdict"},
};
constexpr uint32_t known_verdicts = sizeof verdict_texts / sizeof verdict_texts[0] - 1;
static_assert(known_verdicts == static_cast<uint32_t>(gradient_verdict::kink) + 1);

const verdict_text& text_of(gradient_verdict verdict) {
    const auto number = static_cast<uint32_t>(verdict);
    return verdict_texts[number < known_verdicts ? number : known_verdicts];
}

}  // namespace

const char* name_of(gradient_verdict verdict) noexcept { return text_of(verdict).name; }
const char* describe(gradient_verdict verdict) noexcept { return text_of(verdict).meaning; }

namespace detail {

namespace {

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
status check_moves(const trained_layers<T>& layers, const T* w,
                   const gradient_check_settings<T>& settings) noexcept {
    if (!is_finite(settings.tolerance) || settings.tolerance < T(0)) return status::bad_argument;
    status checked = status::ok;
    for_each_trained_layer(layers, [&](uint32_t, dense_shape shape, size_t offset, size_t) {
        const size_t count = parameter_count_of(shape);
        difference_points<T> points{};
        for (size_t k = 0; k < count && checked == status::ok; ++k) {
            checked = points_around(w[offset + k], settings.epsilon, &points);
        }
    });
    return checked;
}

template <class T>
gradient_findings<T> compare_gradients(const gradient_check_task<T>& task,
                                       gradient_layer_report<T>* reports) {
    gradient_findings<T> found{};
    difference_sums<T> all;
    T farthest = T(-1);
    T farthest_off = T(-1);
    bool is_wrong = false;
    gradient_verdict reason = gradient_verdict::rounding;
    size_t measured = 0;
    for_each_trained_layer(task.layers, [&](uint32_t l, dense_shape shape, size_t offset,
                                            size_t place) {
        if (found.status != status::ok) return;
        const size_t count = parameter_count_of(shape);
        difference_sums<T> of_layer;
        for (size_t k = 0; k < count; ++k) {
            measured_slopes<T> slope{};
            found.status = measure_slopes(task, task.w + offset + k, task.settings.epsilon, &slope);
            if (found.status != status::ok) return;
            const T analytic = task.gradient[place + k];
            if (task.numeric) task.numeric[place + k] = slope.central;
            of_layer.add(analytic, slope.central);
            all.add(analytic, slope.central);
            T apart = magnitude(analytic - slope.central);
            if (!(apart <= static_cast<T>(__builtin_inf())))
                apart = static_cast<T>(__builtin_inf());
            if (apart > farthest) {
                farthest = apart;
                found.worst = entry_of(l, shape, k, analytic, slope.central);
            }
        }
        measured += count;
        gradient_layer_report<T>& report = reports[l];
        report.relative_difference = of_layer.relative_difference();
        if (report.relative_difference <= task.settings.tolerance) {
            report.verdict = of_layer.size() > T(0) ? gradient_verdict::right
                                                    : gradient_verdict::nothing_compared;
            return;
        }
        const examination<T> why = examine_layer<T>(
            task, {count, task.w + offset, task.gradient + place, of_layer.smaller_norm()});
        report.verdict = why.verdict;
        if (why.verdict == gradient_verdict::wrong) is_wrong = true;
        if (why.apart > farthest_off) {
            farthest_off = why.apart;
            reason = why.verdict;
        }
    });
    if (found.status != status::ok) {
        for (uint32_t l = 0; l < task.layers.network.count; ++l) reports[l] = {};
        gradient_findings<T> refused{};
        refused.status = found.status;
        return refused;
    }
    found.relative_difference = all.relative_difference();
    const T size = all.size();
    if (is_wrong) {
        found.verdict = gradient_verdict::wrong;
    } else if (!(found.relative_difference <= task.settings.tolerance)) {
        found.verdict = reason;
    } else if (size > T(0)) {
        found.verdict = gradient_verdict::right;
    }
    if (size > T(0)) {
        found.rounding = unit_roundoff<T> * magnitude(task.cost) *
                         math::sqrt(static_cast<T>(measured)) / task.settings.epsilon / size;
    }
    return found;
}

#define PICOMLP_INSTANTIATE(T)                                                     \
    template status check_moves(const trained_layers<T>&, const T*,                \
                                const gradient_check_settings<T>&) noexcept;       \
    template gradient_findings<T> compare_gradients(const gradient_check_task<T>&, \
                                                    gradient_layer_report<T>*);
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
