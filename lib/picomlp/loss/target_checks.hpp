// Range checks of targets, shared by the losses.
#pragma once

#include "picomlp/kernels/finite.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status check_probabilities(uint32_t outputs, uint32_t samples, strided_rows<const T> y) {
    uint32_t bad = 0;  // as wide as a float, so that the loop becomes vectors
    for (uint32_t o = 0; o < outputs; ++o) {
        const T* const target = y[o];
        for (uint32_t s = 0; s < samples; ++s) {
            bad |= (target[s] >= T(0) ? 0u : 1u) | (target[s] <= T(1) ? 0u : 1u);
        }
    }
    return bad == 0 ? status::ok : status::label_out_of_range;
}

template <class T>
status check_finite(uint32_t outputs, uint32_t samples, strided_rows<const T> y) {
    return all_finite(outputs, samples, y) ? status::ok : status::not_finite_input;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
