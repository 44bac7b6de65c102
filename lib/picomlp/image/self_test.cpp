// SPDX-License-Identifier: MIT
#include "picomlp/image/self_test.hpp"

#include "picomlp/base/same_bytes.hpp"
#include "picomlp/image/detail/predict_by_image.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status self_test(const basic_image<T>& model, sample_predictor<T> predict, void* context,
                 T* y) noexcept(detail::needs_real<T>()) {
    const test_vectors<T> vectors = model.vectors();
    if (vectors.samples == 0) return status::no_samples;
    const uint32_t inputs = model.shape().inputs;
    const uint32_t outputs = model.shape().outputs();
    const T* x = vectors.x;
    const T* expected = vectors.y;
    for (uint32_t s = vectors.samples; s > 0; --s, x += inputs, expected += outputs) {
        const status predicted = predict(context, x, y);
        if (predicted != status::ok) return predicted;
        if (!detail::same_bytes(y, expected, outputs * sizeof(T))) return status::failed_self_test;
    }
    return status::ok;
}

namespace detail {

template <class T>
status predict_image_sample(void* context, const T* x, T* y) noexcept {
    const auto& model = *static_cast<const image_model<T>*>(context);
    return predict_by_image<T>(*model.image, model.table, model.workspace, x, y);
}

}  // namespace detail

#define PICOMLP_INSTANTIATE(T)                                                                 \
    template status self_test(const basic_image<T>&, sample_predictor<T>, void*, T*) noexcept; \
    template status detail::predict_image_sample(void*, const T*, T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
