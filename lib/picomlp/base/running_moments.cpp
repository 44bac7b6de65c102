// SPDX-License-Identifier: MIT
#include "picomlp/base/running_moments.hpp"

#include "picomlp/base/detail/running_arithmetic.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void add_to_moments(uint32_t features, uint32_t before, uint32_t samples, strided_rows<const T> x,
                    running_moments<T>* moments) noexcept {
    for (uint32_t f = 0; f < features; ++f) {
        const T* row = x[f];
        running_moments<T> running = moments[f];
        for (uint32_t s = 0; s < samples; ++s) add_to(running, before + s + 1, row[s]);
        moments[f] = running;
    }
}

template void add_to_moments(uint32_t, uint32_t, uint32_t, strided_rows<const float>,
                             running_moments<float>*) noexcept;
template void add_to_moments(uint32_t, uint32_t, uint32_t, strided_rows<const double>,
                             running_moments<double>*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
