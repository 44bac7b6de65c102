// SPDX-License-Identifier: MIT
// Relu of a batch as a pass of its own, where it costs little beside the products.
#pragma once

#include "picomlp/kernels/detail/dense.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// The kernels with relu (detail/dense.hpp), of Batches that have those without, by a Backend's
/// relu (kernels/sample/backend.hpp).
template <class Batches, class Backend>
struct relu_apart {
    static void forward_relu_batch(dense_shape shape, const float* w, uint32_t samples,
                                   strided_rows<const float> x, strided_rows<float> z) {
        Batches::forward_batch(shape, w, samples, x, z);
        for (size_t o = 0; o < shape.outputs; ++o) Backend::relu(samples, z[o]);
    }

    static void backward_relu(dense_shape shape, const float* w, uint32_t samples,
                              strided_rows<const float> delta, strided_rows<const float> a,
                              strided_rows<float> dx) {
        Batches::backward(shape, w, samples, delta, dx);
        for (size_t i = 0; i < shape.inputs; ++i) Backend::relu_backward(samples, a[i], dx[i]);
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
