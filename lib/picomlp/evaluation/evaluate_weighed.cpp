// A file of its own, so that firmware without weights does not link it.
#include "picomlp/evaluation/evaluate_weighed.hpp"

#include "picomlp/evaluation/evaluate_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct weighed {
    weight_tables<T> by;

    void weigh(uint32_t outputs, uint32_t first, uint32_t samples, strided_rows<const T> y,
               T* cost) const {
        for (uint32_t s = 0; s < samples; ++s) {
            T weight = by.of_sample ? by.of_sample[first + s] : T(1);
            if (by.of_class) weight *= by.of_class[label_of<T>(outputs, y.first + s, y.stride)];
            cost[s] *= weight;
        }
    }
};

}  // namespace

template <class T>
evaluation<T> evaluate_weighed_samples(layer_table<T> table, const objective<T>& loss, const T* w,
                                       strided_samples<const T> x, strided_samples<const T> y,
                                       evaluation_workspace<T> workspace, uint32_t* confusion,
                                       weight_tables<T> weights) noexcept {
    const predict_workspace<T> hidden{workspace.odd, workspace.even, workspace.capacity};
    return evaluating::evaluate_parts<T>(evaluating::batch_walk<T>{table, w, hidden}, loss,
                                         x.samples, x, y, workspace, confusion,
                                         weighed<T>{weights});
}

#define PICOMLP_INSTANTIATE(T)                                                   \
    template evaluation<T> evaluate_weighed_samples(                             \
        layer_table<T>, const objective<T>&, const T*, strided_samples<const T>, \
        strided_samples<const T>, evaluation_workspace<T>, uint32_t*, weight_tables<T>) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
