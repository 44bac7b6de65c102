// A loop over the weights of the trained layers. For this floor's sources: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/option/option.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Calls take(l, shape, offset, gradient_offset) for each layer l that is trained: its weights are
/// inputs * outputs neighbours from `offset` on in the parameters, and from `gradient_offset` on in
/// the gradient.
template <class T, class Take>
void for_each_trained(const trained_layers<T>& layers, Take take) {
    size_t offset = 0;
    size_t gradient_offset = 0;
    for (uint32_t l = 0; l < layers.network.count; ++l) {
        const dense_shape shape = layers.network.layers[l].shape;
        if (layers.trained[l]) {
            take(l, shape, offset, gradient_offset);
            gradient_offset += parameter_count_of(shape);
        }
        offset += parameter_count_of(shape);
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
