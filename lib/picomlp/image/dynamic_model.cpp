// SPDX-License-Identifier: MIT
#include "picomlp/image/dynamic_model.hpp"

#include "picomlp/image/detail/predict_by_image.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status detail::predict_dynamic_model(const opened_network<T>& network, const basic_image<T>& model,
                                     const T* x, T* y) noexcept {
    return predict_by_image<T>(model, network.sample_table(), network.workspace, x, y);
}

namespace {

template <class T>
struct model_parts {
    const detail::opened_network<T>* network;
    const basic_image<T>* image;
};

/// A sample_predictor, whose context are model_parts<T>.
template <class T>
status predict_parts(void* context, const T* x, T* y) {
    const auto& model = *static_cast<const model_parts<T>*>(context);
    return detail::predict_dynamic_model<T>(*model.network, *model.image, x, y);
}

}  // namespace

template <class T>
status detail::test_dynamic_model(const opened_network<T>& network,
                                  const basic_image<T>& model) noexcept {
    if (!network.samples) return status::unusable_shape;
    model_parts<T> parts{&network, &model};
    // The last layer's activations are as good a place for y as any.
    T* const y = last_layer_rows(network.shape.layer_count, network.workspace).first;
    return self_test<T>(model, predict_parts<T>, &parts, y);
}

#define PICOMLP_INSTANTIATE(T)                                                                     \
    template status detail::predict_dynamic_model(const opened_network<T>&, const basic_image<T>&, \
                                                  const T*, T*) noexcept;                          \
    template status detail::test_dynamic_model(const opened_network<T>&,                           \
                                               const basic_image<T>&) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
