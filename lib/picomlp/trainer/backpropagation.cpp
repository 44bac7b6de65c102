#include "picomlp/trainer/backpropagation.hpp"

#include "picomlp/trainer/backpropagation_core.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// All layers are trained, and there are no hooks.
template <class T>
struct plain_walk {
    static constexpr bool watches_gradients = false;
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
    return backpropagation<T, plain_walk<T>>(table, {}, workspace)
        .run(w, samples, x, y, cost, gradient);
}

template status cost_and_gradient(const training_table<float>&, const float*, uint32_t,
                                  strided_rows<const float>, strided_rows<const float>,
                                  training_workspace<float>, float*, float*) noexcept;
template status cost_and_gradient(const training_table<double>&, const double*, uint32_t,
                                  strided_rows<const double>, strided_rows<const double>,
                                  training_workspace<double>, double*, double*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
