// What targets may be, shared by the losses.
#pragma once

#include "picomlp/kernels/finite.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status check_probabilities(uint32_t outputs, uint32_t samples, rows<const T> y) {
    bool good = true;
    for (uint32_t o = 0; o < outputs; ++o) {
        for (uint32_t s = 0; s < samples; ++s) good &= y[o][s] >= T(0) && y[o][s] <= T(1);
    }
    return good ? status::ok : status::label_out_of_range;
}

template <class T>
status check_finite(uint32_t outputs, uint32_t samples, rows<const T> y) {
    return all_finite(outputs, samples, y) ? status::ok : status::not_finite_input;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
