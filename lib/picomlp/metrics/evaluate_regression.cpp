#include "picomlp/metrics/evaluate_regression.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  uint32_t samples, rows<const T> x,
                                                  rows<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    const uint32_t outputs = table.outputs();
    const auto refused = [](status why) {
        return regression_summary<T>{{T(0), T(0), T(0)}, 0, why};
    };
    if (samples == 0) return refused(status::no_samples);
    if (!all_finite(table.inputs(), samples, x)) return refused(status::not_finite_input);
    if (!all_finite(outputs, samples, y)) return refused(status::not_finite_input);
    const uint32_t capacity = workspace.hidden.capacity;
    const rows<T> predicted{workspace.outputs, capacity};
    uint32_t done = 0;
    for (uint32_t o = 0; o < outputs; ++o) workspace.errors[o] = {};
    while (done < samples) {
        const uint32_t left = samples - done;
        const uint32_t count = left < capacity ? left : capacity;
        const status outcome = predict_samples<T>(table, w, count, {x.first + done, x.stride},
                                                  workspace.hidden, predicted);
        if (outcome != status::ok) return refused(outcome);
        // Counts what it has taken in: done moves on.
        const status added = add_to_errors<T>(outputs, count, read_only(predicted),
                                              {y.first + done, y.stride}, &done, workspace.errors);
        if (added != status::ok) return refused(added);
    }
    return summarize_errors<T>(outputs, samples, workspace.errors, each);
}

template regression_summary<float> evaluate_regression_samples(layer_table<float>, const float*,
                                                               uint32_t, rows<const float>,
                                                               rows<const float>,
                                                               regression_workspace<float>,
                                                               regression_figures<float>*) noexcept;
template regression_summary<double> evaluate_regression_samples(
    layer_table<double>, const double*, uint32_t, rows<const double>, rows<const double>,
    regression_workspace<double>, regression_figures<double>*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
