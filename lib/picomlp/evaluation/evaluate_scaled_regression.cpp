#include "picomlp/evaluation/evaluate_scaled_regression.hpp"

#include "picomlp/evaluation/evaluate_regression_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct scaled_walk {
    layer_table<T> table;
    scaling_table<T> scaling;
    target_table<T> targets;
    const T* w;
    predict_workspace<T> workspace;

    uint32_t inputs() const { return table.inputs(); }
    uint32_t outputs() const { return table.outputs(); }
    status predict(strided_samples<const T> x, uint32_t begin, uint32_t count,
                   strided_rows<T> y) const {
        return predict_regressor_samples<T>(table, scaling, targets, w, x.part(begin, count),
                                            workspace, {y.first, y.stride, 1, count});
    }
};

}  // namespace

template <class T>
regression_summary<T> evaluate_scaled_regression_samples(
    layer_table<T> table, scaling_table<T> scaling, target_table<T> targets, const T* w,
    strided_samples<const T> x, strided_samples<const T> y, regression_workspace<T> workspace,
    regression_figures<T>* each) noexcept {
    return evaluating_regression::evaluate_parts<T>(
        scaled_walk<T>{table, scaling, targets, w, workspace.hidden}, x.samples, x, y, workspace,
        each);
}

#define PICOMLP_INSTANTIATE(T)                                                                 \
    template regression_summary<T> evaluate_scaled_regression_samples(                         \
        layer_table<T>, scaling_table<T>, target_table<T>, const T*, strided_samples<const T>, \
        strided_samples<const T>, regression_workspace<T>, regression_figures<T>*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
