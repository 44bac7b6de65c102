// SPDX-License-Identifier: MIT
#include "picomlp/trainer/backpropagation.hpp"

#include "picomlp/trainer/detail/backpropagation_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// All layers are trained, and there are no hooks.
template <class T>
struct plain_policy {
    static constexpr bool watches_gradients = false;
    static constexpr bool watches_sums = false;
    static constexpr bool keeps_deltas = false;
    static void sums(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    static void activations(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    static void activation_gradients(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    static void logit_gradients(uint32_t, uint32_t, uint32_t, uint32_t, strided_rows<T>) {}
    static void weigh(uint32_t, uint32_t, uint32_t, T*, strided_rows<T>) {}
    static bool trained(uint32_t) { return true; }
    static uint32_t last_needed(uint32_t, bool) { return 0; }
};

}  // namespace

template <class T>
status cost_and_gradient(const training_table<T>& table, const T* w, uint32_t samples,
                         strided_rows<const T> x, strided_rows<const T> y,
                         training_workspace<T> workspace, T* cost, T* gradient) noexcept {
    return detail::backpropagation<T, plain_policy<T>>(table, {}, workspace)
        .compute(w, samples, x, y, cost, gradient);
}

#define PICOMLP_INSTANTIATE(T)                                                      \
    template status cost_and_gradient(const training_table<T>&, const T*, uint32_t, \
                                      strided_rows<const T>, strided_rows<const T>, \
                                      training_workspace<T>, T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
