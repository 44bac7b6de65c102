// SPDX-License-Identifier: MIT
// Writing images of networks of int8: to memory, or piece by piece to anything.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/type_name.hpp"
#include "picomlp/image/quantized_image.hpp"
#include "picomlp/image/write_image.hpp"
#include "picomlp/quantized/quantized.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What goes into an image of a network of int8. Refers to the caller's memory;
/// quantized_contents_of() makes one. Test vectors are floats, with the outputs that predict()
/// (image/predict_quantized.hpp) gives for them.
struct quantized_contents : image_description<float> {
    quantized_shape network = {};
    uint32_t rounding = 0;  ///< code_of<double_rounding>() or code_of<single_rounding>()
};

/// Contents that refer to a network, such as a quantized_model's shape(), which names the
/// activations of its layers. Scalings, names, test vectors and text are for the caller to add.
///
///     auto contents = quantized_contents_of<double_rounding>(model.shape());
///     contents.text = "what people should know";
///     const size_t bytes = image_bytes(contents);
template <class Rounding>
quantized_contents quantized_contents_of(const quantized_shape& network) {
    quantized_contents contents;
    contents.network = network;
    contents.rounding = code_of<Rounding>();
    return contents;
}

/// The same for the numbers of a Network. Uses `layers` to write them down; all activations must
/// have names.
template <class Rounding, class Network>
quantized_contents quantized_contents_of(const quantized_parameters<Network>& numbers,
                                         quantized_layer (&layers)[Network::layer_count]) {
    const quantized_shape shape = quantized_shape_of(numbers, layers);
    const dynamic_layer* const named = detail::quantized_image_layers<Network>::entry;
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        layers[l].activation = named[l].activation;
        layers[l].activation_parameter = parameter_of<float>(named[l]);
    }
    return quantized_contents_of<Rounding>(shape);
}

/// The length of the image in bytes; 0 when the contents cannot be written.
size_t image_bytes(const quantized_contents& contents) noexcept;

/// Writes the image to `to`, as write_image() does for networks of floats. status::unusable_shape,
/// and bad_argument for what open() of a quantized_network refuses or another rounding; otherwise
/// the same statuses.
status write_image(const quantized_contents& contents, void* to, size_t size) noexcept;
status write_image(const quantized_contents& contents, write_function write,
                   void* context) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
