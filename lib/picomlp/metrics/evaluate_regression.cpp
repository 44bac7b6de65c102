#include "picomlp/metrics/evaluate_regression.hpp"

#include "picomlp/network/forward.hpp"
#include "picomlp/network/sample_parts.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Several samples at a time.
template <class T>
struct batch_walk {
    layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t inputs() const { return table.inputs(); }
    uint32_t outputs() const { return table.outputs(); }
    status predict(rows<const T> x, uint32_t begin, uint32_t count, rows<T> y) const {
        return predict_samples<T>(table, w, count, {x.first + begin, x.stride}, workspace, y);
    }
    status predict(strided_samples<const T> x, uint32_t begin, uint32_t count, rows<T> y) const {
        const strided_samples<T> to{y.first, y.stride, 1, count};
        return predict_samples<T>(table, w, x.part(begin, count), workspace, to);
    }
};

/// One at a time.
template <class T>
struct sample_walk {
    sample_layer_table<T> table;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t inputs() const { return table.layers[0].shape.inputs; }
    uint32_t outputs() const { return table.layers[table.count - 1].shape.outputs; }
    status predict(strided_samples<const T> x, uint32_t begin, uint32_t /*one*/, rows<T> y) const {
        return predict_sample<T>(table, w, x.at(begin), workspace, y.first);
    }
};

/// x and y are both rows or both strided_samples.
template <class T, class Walk, class Samples>
regression_summary<T> evaluate_parts(Walk walk, uint32_t samples, Samples x, Samples y,
                                     regression_workspace<T> workspace,
                                     regression_figures<T>* each) {
    const uint32_t outputs = walk.outputs();
    const auto refused = [](status why) {
        return regression_summary<T>{{T(0), T(0), T(0)}, 0, why};
    };
    if (samples == 0) return refused(status::no_samples);
    if (!are_finite<T>(walk.inputs(), samples, x)) return refused(status::not_finite_input);
    if (!are_finite<T>(outputs, samples, y)) return refused(status::not_finite_input);
    const uint32_t capacity = workspace.hidden.capacity;
    const rows<T> predicted{workspace.outputs, capacity};
    // Free as soon as the predictions are copied from there.
    const rows<T> room = last_layer_rows(walk.table.count, workspace.hidden);
    uint32_t done = 0;
    for (uint32_t o = 0; o < outputs; ++o) workspace.errors[o] = {};
    while (done < samples) {
        const uint32_t left = samples - done;
        const uint32_t count = left < capacity ? left : capacity;
        const status outcome = walk.predict(x, done, count, predicted);
        if (outcome != status::ok) return refused(outcome);
        const rows<const T> targets = part_of<T>(outputs, y, done, count, room);
        // Counts what it has taken in: done moves on.
        const status added = add_to_errors<T>(outputs, count, read_only(predicted), targets, &done,
                                              workspace.errors);
        if (added != status::ok) return refused(added);
    }
    return summarize_errors<T>(outputs, samples, workspace.errors, each);
}

}  // namespace

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  uint32_t samples, rows<const T> x,
                                                  rows<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    return evaluate_parts<T>(batch_walk<T>{table, w, workspace.hidden}, samples, x, y, workspace,
                             each);
}

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  strided_samples<const T> x,
                                                  strided_samples<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    return evaluate_parts<T>(batch_walk<T>{table, w, workspace.hidden}, x.samples, x, y, workspace,
                             each);
}

template <class T>
regression_summary<T> evaluate_regression_one_by_one(sample_layer_table<T> table, const T* w,
                                                     strided_samples<const T> x,
                                                     strided_samples<const T> y,
                                                     regression_workspace<T> workspace,
                                                     regression_figures<T>* each) noexcept {
    return evaluate_parts<T>(sample_walk<T>{table, w, workspace.hidden}, x.samples, x, y, workspace,
                             each);
}

#define PICOMLP_INSTANTIATE(T)                                                                     \
    template regression_summary<T> evaluate_regression_samples(                                    \
        layer_table<T>, const T*, uint32_t, rows<const T>, rows<const T>, regression_workspace<T>, \
        regression_figures<T>*) noexcept;                                                          \
    template regression_summary<T> evaluate_regression_samples(                                    \
        layer_table<T>, const T*, strided_samples<const T>, strided_samples<const T>,              \
        regression_workspace<T>, regression_figures<T>*) noexcept;                                 \
    template regression_summary<T> evaluate_regression_one_by_one(                                 \
        sample_layer_table<T>, const T*, strided_samples<const T>, strided_samples<const T>,       \
        regression_workspace<T>, regression_figures<T>*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
