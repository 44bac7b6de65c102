// SPDX-License-Identifier: MIT
// The kernels of a dense layer for a batch, for one instruction set and number type.
#pragma once

#include "picomlp/kernels/batch/dense_gradients.hpp"
#include "picomlp/kernels/batch/dense_products.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Those written over vectors; kernels/batch/target_batches.hpp has others.
template <class InstructionSet, class T>
struct layer_batches {
    using products = dense_products<InstructionSet, T>;
    using gradients = dense_gradients<InstructionSet, T>;
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
