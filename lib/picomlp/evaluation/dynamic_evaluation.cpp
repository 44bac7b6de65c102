// SPDX-License-Identifier: MIT
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
    const bool transposes = x.sample_stride != 1 && x.samples > 1;
    const uint32_t most = transposes ? network.transposed_capacity() : own.capacity;
    const uint32_t capacity = most < 1 ? 1 : most;
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
