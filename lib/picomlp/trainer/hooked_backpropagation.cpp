// SPDX-License-Identifier: MIT
// Backpropagation with hooks and frozen layers. A file of its own, so that firmware without them
// does not link it.
#include "picomlp/trainer/backpropagation.hpp"
#include "picomlp/trainer/detail/backpropagation_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
struct hooked_policy {
    static constexpr bool watches_gradients = true;
    static constexpr bool watches_sums = false;
    static constexpr bool keeps_deltas = false;
    static void sums(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    using routine = typename layer_hooks<T>::routine;

    void call(routine hook, uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
              strided_rows<T> values) const {
        if (hook) hook(hooks.state, layer + 1, outputs, first, samples, values);
    }
    void activations(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                     strided_rows<T> a) const {
        call(hooks.activations, layer, outputs, first, samples, a);
    }
    void activation_gradients(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                              strided_rows<T> delta) const {
        call(hooks.activation_gradients, layer, outputs, first, samples, delta);
    }
    void logit_gradients(uint32_t layer, uint32_t outputs, uint32_t first, uint32_t samples,
                         strided_rows<T> delta) const {
        call(hooks.logit_gradients, layer, outputs, first, samples, delta);
    }
    void weigh(uint32_t outputs, uint32_t first, uint32_t samples, T* cost,
               strided_rows<T> delta) const {
        if (hooks.weigh) hooks.weigh(hooks.weights, outputs, first, samples, cost, delta);
    }
    bool trained(uint32_t layer) const { return trained_layer[layer]; }
    uint32_t last_needed(uint32_t count, bool wants_gradient) const {
        if (hooks.logit_gradients) return 0;
        if (!wants_gradient) return hooks.activation_gradients ? 0 : count;
        uint32_t lowest = 0;
        while (lowest < count && !trained_layer[lowest]) ++lowest;
        return lowest;
    }

    layer_hooks<T> hooks;
    const bool* trained_layer;
};

}  // namespace

template <class T>
status cost_and_gradient(const training_table<T>& table, const layer_hooks<T>& hooks,
                         const bool* trained, const T* w, uint32_t samples, strided_rows<const T> x,
                         strided_rows<const T> y, training_workspace<T> workspace, T* cost,
                         T* gradient) noexcept {
    return detail::backpropagation<T, hooked_policy<T>>(table, {hooks, trained}, workspace)
        .compute(w, samples, x, y, cost, gradient);
}

#define PICOMLP_INSTANTIATE(T)                                                            \
    template status cost_and_gradient(                                                    \
        const training_table<T>&, const layer_hooks<T>&, const bool*, const T*, uint32_t, \
        strided_rows<const T>, strided_rows<const T>, training_workspace<T>, T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
