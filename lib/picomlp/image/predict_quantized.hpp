// SPDX-License-Identifier: MIT
// What a network of int8 in an image gives for samples of floats, with the image's scalings; and
// whether that is what the image says.
#pragma once

#include <stdint.h>

#include "picomlp/image/quantized_image.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

status predict_quantized_image(const quantized_image& file, const opened_quantized& network,
                               quantized_dense_routine dense, const float* x,
                               const memory_block& scratch, float* y) noexcept;
status test_quantized_image(const quantized_image& file, const opened_quantized& network,
                            quantized_dense_routine dense, const memory_block& scratch) noexcept;

}  // namespace detail

/// y = the model's outputs for x, one sample, both in the users' units: features scaled, quantized,
/// the network's outputs dequantized, targets scaled back. The network was opened with `file`. x:
/// features; y: outputs, which may be x; scratch: network.float_scratch_bytes().
///
/// status::unusable_shape when one of the two is not open, or the other's sizes differ;
/// too_little_memory; not_finite_input for a feature that is NaN or infinite, also after scaling;
/// not_finite_output where the scale of a target makes an output infinite. Unless ok, y is as it
/// was.
template <class Rounding>
status predict(const quantized_image& file, const quantized_network<Rounding>& network,
               const float* x, memory_block scratch, float* y) noexcept {
    return detail::predict_quantized_image(file, network.opened(),
                                           detail::fast_quantized_dense<Rounding>, x, scratch, y);
}
/// The same for a network whose type is known.
template <class Network, class Rounding>
status predict(const quantized_image& file, const quantized<Network, Rounding>& network,
               const float (&x)[Network::inputs],
               typename quantized<Network, Rounding>::float_scratch& scratch,
               float (&y)[Network::outputs]) noexcept {
    return predict(file, network.untyped(), x, scratch.bytes, y);
}

/// Predicts the image's test vectors and compares the outputs with the vectors', bit for bit.
/// status::failed_self_test when they differ; no_samples for an image without test vectors, which
/// proves nothing; otherwise the statuses of predict().
template <class Rounding>
status self_test(const quantized_image& file, const quantized_network<Rounding>& network,
                 memory_block scratch) noexcept {
    return detail::test_quantized_image(file, network.opened(),
                                        detail::fast_quantized_dense<Rounding>, scratch);
}
template <class Network, class Rounding>
status self_test(const quantized_image& file, const quantized<Network, Rounding>& network,
                 typename quantized<Network, Rounding>::float_scratch& scratch) noexcept {
    return self_test(file, network.untyped(), scratch.bytes);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
