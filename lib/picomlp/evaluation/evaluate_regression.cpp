#include "picomlp/evaluation/evaluate_regression.hpp"

#include "picomlp/evaluation/evaluate_regression_core.hpp"

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
    status predict(strided_rows<const T> x, uint32_t begin, uint32_t count,
                   strided_rows<T> y) const {
        return predict_samples<T>(table, w, count, {x.first + begin, x.stride}, workspace, y);
    }
    status predict(strided_samples<const T> x, uint32_t begin, uint32_t count,
                   strided_rows<T> y) const {
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
    status predict(strided_samples<const T> x, uint32_t begin, uint32_t /*one*/,
                   strided_rows<T> y) const {
        return predict_sample<T>(table, w, x.at(begin), workspace, y.first);
    }
};

}  // namespace

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  uint32_t samples, strided_rows<const T> x,
                                                  strided_rows<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    return evaluating_regression::evaluate_parts<T>(batch_walk<T>{table, w, workspace.hidden},
                                                    samples, x, y, workspace, each);
}

template <class T>
regression_summary<T> evaluate_regression_samples(layer_table<T> table, const T* w,
                                                  strided_samples<const T> x,
                                                  strided_samples<const T> y,
                                                  regression_workspace<T> workspace,
                                                  regression_figures<T>* each) noexcept {
    return evaluating_regression::evaluate_parts<T>(batch_walk<T>{table, w, workspace.hidden},
                                                    x.samples, x, y, workspace, each);
}

template <class T>
regression_summary<T> evaluate_regression_one_by_one(sample_layer_table<T> table, const T* w,
                                                     strided_samples<const T> x,
                                                     strided_samples<const T> y,
                                                     regression_workspace<T> workspace,
                                                     regression_figures<T>* each) noexcept {
    return evaluating_regression::evaluate_parts<T>(sample_walk<T>{table, w, workspace.hidden},
                                                    x.samples, x, y, workspace, each);
}

#define PICOMLP_INSTANTIATE(T)                                                               \
    template regression_summary<T> evaluate_regression_samples(                              \
        layer_table<T>, const T*, uint32_t, strided_rows<const T>, strided_rows<const T>,    \
        regression_workspace<T>, regression_figures<T>*) noexcept;                           \
    template regression_summary<T> evaluate_regression_samples(                              \
        layer_table<T>, const T*, strided_samples<const T>, strided_samples<const T>,        \
        regression_workspace<T>, regression_figures<T>*) noexcept;                           \
    template regression_summary<T> evaluate_regression_one_by_one(                           \
        sample_layer_table<T>, const T*, strided_samples<const T>, strided_samples<const T>, \
        regression_workspace<T>, regression_figures<T>*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
