// SPDX-License-Identifier: MIT
#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/trainer/backpropagation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
bool few_samples_step(const sample_step_table<T>& table, const objective<T>& loss, T learning_rate,
                      uint32_t samples, strided_rows<const T> x, strided_rows<const T> y,
                      const few_samples_memory<T>& memory, T* gradient, T* w, T* cost) noexcept {
    const sample_step_layer<T>& last = table.layers[table.count - 1];
    const uint32_t inputs = table.layers->shape.inputs;
    const uint32_t outputs = last.shape.outputs;
    if (loss.check(outputs, samples, y) != status::ok) return false;
    const T sample_count = static_cast<T>(samples);
    const T scale = T(1) / sample_count;
    T magnitude = T(0);
    for (uint32_t s = 0; s < samples; ++s) {
        T* const values = memory.values[s];
        for (uint32_t i = 0; i < inputs; ++i) values[i] = x[i][s];
        sample_step_facts<T> facts;
        const T* const prediction =
            kernels::sample_step_forward<T>(table.count, table.layers, w, values, values, &facts);
        if (!prediction) return false;
        magnitude += facts.magnitude;
        for (uint32_t o = 0; o < outputs; ++o) memory.y[o] = y[o][s];
        loss.evaluate(outputs, 1, {prediction, 1}, {memory.y, 1}, scale,
                      {memory.deltas[s] + last.delta, 1}, memory.costs + s);
    }
    const T mean = kernels::interleaved_sum<T>(samples, memory.costs) / sample_count;
    if (detail::is_nan_or_inf(mean)) return false;
    const few_samples_request<T> step{table.layers,  table.count, samples,
                                      learning_rate, magnitude,   read_only(memory.values),
                                      memory.deltas, gradient,    w};
    if (!kernels::few_samples_update(step)) return false;
    *cost = mean;
    return true;
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template bool few_samples_step(const sample_step_table<T>&, const objective<T>&, T, uint32_t, \
                                   strided_rows<const T>, strided_rows<const T>,                  \
                                   const few_samples_memory<T>&, T*, T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
