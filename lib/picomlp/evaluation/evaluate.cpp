#include "picomlp/evaluation/evaluate.hpp"

#include "picomlp/evaluation/evaluate_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluating::evaluate_parts<T>(evaluating::batch_walk<T>{table, w, hidden}, loss, samples,
                                         x, y, workspace, confusion, evaluating::unweighed<T>{});
}

template <class T>
evaluation<T> evaluate_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                               strided_samples<const T> x, strided_samples<const T> y,
                               evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluating::evaluate_parts<T>(evaluating::batch_walk<T>{table, w, hidden}, loss,
                                         x.samples, x, y, workspace, confusion,
                                         evaluating::unweighed<T>{});
}

template <class T>
evaluation<T> evaluate_one_by_one(sample_layer_table<T> table, const objective<T>& loss, const T* w,
                                  strided_samples<const T> x, strided_samples<const T> y,
                                  evaluation_workspace<T> workspace, uint32_t* confusion) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluating::evaluate_parts<T>(evaluating::sample_walk<T>{table, w, hidden}, loss,
                                         x.samples, x, y, workspace, confusion,
                                         evaluating::unweighed<T>{});
}

#define PICOMLP_INSTANTIATE(T)                                                                  \
    template evaluation<T> evaluate_samples(                                                    \
        layer_table<T>, const objective<T>&, const T*, uint32_t, strided_rows<const T>,         \
        strided_rows<const T>, evaluation_workspace<T>, uint32_t*) noexcept;                    \
    template evaluation<T> evaluate_samples(layer_table<T>, const objective<T>&, const T*,      \
                                            strided_samples<const T>, strided_samples<const T>, \
                                            evaluation_workspace<T>, uint32_t*) noexcept;       \
    template evaluation<T> evaluate_one_by_one(                                                 \
        sample_layer_table<T>, const objective<T>&, const T*, strided_samples<const T>,         \
        strided_samples<const T>, evaluation_workspace<T>, uint32_t*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
