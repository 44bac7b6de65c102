#include "picomlp/evaluation/dynamic_evaluation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
evaluation<T> detail::evaluate_dynamic(const opened_network<T>& network, const objective<T>& loss,
                                       const T* w, strided_samples<const T> x,
                                       strided_samples<const T> y, memory_block memory,
                                       uint32_t* confusion) noexcept {
    const predict_workspace<T>& own = network.workspace;
    T* const outputs = static_cast<T*>(memory.first);
    T* const costs = outputs + size_t{network.outputs()} * own.capacity;
    uint32_t capacity = own.capacity;
    if (x.sample_stride != 1 && x.samples > 1) {
        // They are transposed where the second layer will write, as many as fit.
        const size_t fit = size_t{network.even_rows} * capacity / network.shape.inputs;
        if (fit < capacity) capacity = fit < 1 ? 1 : static_cast<uint32_t>(fit);
    }
    const evaluation_workspace<T> workspace{own.odd, own.even, outputs, costs, capacity};
    if (capacity == 1 && x.feature_stride == 1 && y.feature_stride == 1) {
        return evaluate_one_by_one<T>(network.sample_table(), loss, w, x, y, workspace, confusion);
    }
    return evaluate_samples<T>(network.table(), loss, w, x, y, workspace, confusion);
}

#define PICOMLP_INSTANTIATE(T)                                                             \
    template evaluation<T> detail::evaluate_dynamic(                                       \
        const opened_network<T>&, const objective<T>&, const T*, strided_samples<const T>, \
        strided_samples<const T>, memory_block, uint32_t*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
