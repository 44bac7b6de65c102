// SPDX-License-Identifier: MIT
#include "picomlp/base/detail/ieee.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/trainer/backpropagation.hpp"
#include "picomlp/trainer/detail/backpropagation_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Finds a number that no magnitude among the layers' sums and outputs exceeds. If it is finite, so
/// are all weights: a sum that contains NaN, infinity, or either of them times any number, is not.
template <class T>
struct step_policy {
    static constexpr bool watches_gradients = false;
    static constexpr bool watches_sums = true;
    static constexpr bool keeps_deltas = true;
    void sums(uint32_t, uint32_t outputs, uint32_t, uint32_t samples, strided_rows<T> z) const {
        *magnitude += kernels::magnitude_of_rows(outputs, samples, read_only(z));
    }
    void activations(uint32_t l, uint32_t outputs, uint32_t first, uint32_t samples,
                     strided_rows<T> a) const {
        // What relu returns is either of its argument's magnitude, or 0.
        if (!detail::fuses_relu(network.layers[l])) sums(l, outputs, first, samples, a);
    }
    static void activation_gradients(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    static void logit_gradients(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    static void weigh(uint32_t, uint32_t, uint32_t, T*, strided_rows<T>) {}
    static bool trained(uint32_t) { return true; }
    static uint32_t last_needed(uint32_t, bool) { return 0; }

    layer_table<T> network;
    T* magnitude;
};

/// f(layer's shape, its inputs, its deltas, the place of its parameters) for each layer.
template <class T, class Function>
void for_each_layer(const training_table<T>& table, const batch_step_memory<T>& memory,
                    const Function& f) {
    const size_t stride = memory.workspace.stride;
    T unused = T(0);
    const detail::backpropagation<T, step_policy<T>> passes(table, {table.network, &unused},
                                                            memory.workspace);
    size_t parameters = 0;
    size_t delta = 0;
    for (uint32_t l = 0; l < table.network.count; ++l)
        delta += table.network.layers[l].shape.outputs;
    for (uint32_t l = 0; l < table.network.count; ++l) {
        const dense_shape shape = table.network.layers[l].shape;
        delta -= shape.outputs;
        const strided_rows<const T> x{l == 0 ? memory.x : passes.rows_of_layer(l - 1).outputs.first,
                                      stride};
        f(shape, x, strided_rows<const T>{memory.workspace.delta + delta * stride, stride},
          parameters);
        parameters += parameter_count_of(shape);
    }
}

}  // namespace

template <class T>
bool batch_step(const training_table<T>& table, T rate, uint32_t samples, strided_rows<const T> x,
                strided_rows<const T> y, batch_step_memory<T> memory, T* gradient, T* w, T* cost,
                uint32_t* kept) noexcept {
    memory.workspace.stride = spacing_of_few<T>(samples, memory.workspace.stride);
    const uint32_t inputs = table.network.inputs();
    const strided_rows<T> own{memory.x, memory.workspace.stride};
    T magnitude;
    detail::backpropagation<T, step_policy<T>> passes(table, {table.network, &magnitude},
                                                      memory.workspace);
    if (passes.check(samples, x, y) != status::ok) return false;
    *kept = 0;
    for (uint32_t i = 0; i < inputs; ++i) __builtin_memcpy(own[i], x[i], samples * sizeof(T));
    magnitude = kernels::magnitude_of_rows(inputs, samples, read_only(own));
    if (passes.compute_checked(w, samples, read_only(own), y, cost, nullptr) != status::ok) {
        return false;
    }
    uint32_t outputs = 0;
    for (uint32_t l = 0; l < table.network.count; ++l)
        outputs += table.network.layers[l].shape.outputs;
    const strided_rows<const T> deltas{memory.workspace.delta, memory.workspace.stride};
    // No sum of the gradient exceeds this; see kernels/sample/sample_steps.hpp for the rest.
    const T most = static_cast<T>(samples) *
                   (magnitude * kernels::magnitude_of_rows(outputs, samples, deltas));
    if (!((rate + T(1)) * most < detail::quarter_of_last_distance<T>())) return false;
    for_each_layer(table, memory,
                   [&](dense_shape shape, strided_rows<const T> layer_x,
                       strided_rows<const T> delta, size_t parameters) {
                       kernels::dense_gradient_step(shape, samples, layer_x, delta, rate,
                                                    gradient + parameters, w + parameters);
                   });
    *kept = samples;
    return true;
}

template <class T>
void batch_step_gradient(const training_table<T>& table, uint32_t samples,
                         batch_step_memory<T> memory, T* gradient) noexcept {
    memory.workspace.stride = spacing_of_few<T>(samples, memory.workspace.stride);
    for_each_layer(table, memory,
                   [&](dense_shape shape, strided_rows<const T> x, strided_rows<const T> delta,
                       size_t parameters) {
                       kernels::dense_gradient(shape, samples, x, delta,
                                               kernels::gradient_mode::store,
                                               gradient + parameters);
                   });
}

#define PICOMLP_INSTANTIATE(T)                                                                  \
    template bool batch_step(const training_table<T>&, T, uint32_t, strided_rows<const T>,      \
                             strided_rows<const T>, batch_step_memory<T>, T*, T*, T*,           \
                             uint32_t*) noexcept;                                               \
    template void batch_step_gradient(const training_table<T>&, uint32_t, batch_step_memory<T>, \
                                      T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
