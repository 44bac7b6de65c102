// SPDX-License-Identifier: MIT
// The kernels for a batch where a build has only one instruction set: Helium, and processors
// without an instruction for float, have their own.
#pragma once

#include "picomlp/kernels/batch/layer_batches.hpp"
#include "picomlp/kernels/batch/software_batches.hpp"
#include "picomlp/kernels/sample/software_floats.hpp"
#include "picomlp/kernels/sample/target_backend.hpp"

#if defined(PICOMLP_TARGET_HELIUM)
#include "picomlp/kernels/batch/helium_batches.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// By the backend of the kernels for one sample.
template <class Backend>
struct batches_of {
    using products = dense_products<simd::scalar, float>;
    using gradients = dense_gradients<simd::scalar, float>;
};
template <class Terms>
struct batches_of<software_floats<Terms>> {
    using products = software_batches<software_floats<Terms>>;
    using gradients = products;
};
#if defined(PICOMLP_TARGET_HELIUM)
template <>
struct batches_of<helium> {
    using products = helium_batches;
    using gradients = helium_batches;
};
#endif

template <>
struct layer_batches<simd::scalar, float> : batches_of<target_backend<float>> {};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
