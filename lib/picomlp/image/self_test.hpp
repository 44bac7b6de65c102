// SPDX-License-Identifier: MIT
// Does a model compute what its image says? A test for start-up.
#pragma once

#include <stdint.h>

#include "picomlp/image/model_image.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What a model gives for one sample: x as the user has it, before any scaling, y after any.
template <class T>
using sample_predictor = status (*)(void* context, const T* x, T* y);

/// Calls predict(context, x, y) for each of the image's test vectors and compares y with the
/// vector's, bit for bit. `y` is memory for the outputs of a sample.
///
/// status::failed_self_test when they differ; what `predict` returns instead of ok; no_samples for
/// an image without test vectors, which proves nothing: whether that is acceptable, the caller
/// knows.
template <class T>
status self_test(const basic_image<T>& model, sample_predictor<T> predict, void* context,
                 T* y) noexcept(detail::needs_real<T>());

/// The memory of a self-test of a Network.
template <class Network>
struct self_test_scratch {
    scaled_scratch<Network, 1> prediction;
    typename Network::value_type y[Network::outputs];
};

namespace detail {

/// A model in an image, for predict_image_sample().
template <class T>
struct image_model {
    sample_layer_table<T> table;
    const basic_image<T>* image;
    predict_workspace<T> workspace;
};

/// A sample_predictor, whose context is an image_model<T>.
template <class T>
status predict_image_sample(void* context, const T* x, T* y) noexcept;

}  // namespace detail

/// The same for a Network, with the parameters and scalings that are in the image, by predict()'s
/// code for a single sample. status::damaged_data also unless the image is open and of a Network.
///
///     image model;
///     self_test_scratch<net> scratch;
///     if (!ok(model.open(flash, size)) || !ok(self_test(model, scratch))) ...
template <class T, class Network>
status self_test(const basic_image<T>& model, self_test_scratch<Network>& scratch) {
    constexpr bool same = detail::same_type<T, typename Network::value_type>;
    static_assert(same, "picomlp: a self-test needs an image of the network's number type");
    if constexpr (same) {
        if (!same_shape(model.shape(), image_shape_of<Network>())) return status::damaged_data;
        auto& memory = scratch.prediction;
        detail::image_model<T> context{
            Network::sample_table(), &model, {memory.odd, memory.even, 1}};
        return self_test<T>(model, detail::predict_image_sample<T>, &context, scratch.y);
    } else {
        return status::bad_argument;
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
