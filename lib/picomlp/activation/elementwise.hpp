// Walking over features x samples elements as one run where they are one; for this floor's sources.
#pragma once

#include <stddef.h>

#include "picomlp/activation/activation.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace elementwise {

/// run(z, n) for every run of contiguous elements of z.
template <class T, class Run>
void for_each_run(uint32_t features, uint32_t samples, rows<T> z, Run run) {
    if (z.stride == samples || features == 1) {
        run(z.first, size_t{features} * samples);
    } else {
        for (uint32_t f = 0; f < features; ++f) run(z[f], size_t{samples});
    }
}

/// delta = scale(argument) * delta, element by element.
template <class T, class Scale>
void scale_each(uint32_t features, uint32_t samples, rows<const T> argument, rows<T> delta,
                Scale scale) {
    for (uint32_t f = 0; f < features; ++f) {
        const T* from = argument[f];
        T* to = delta[f];
        for (uint32_t s = 0; s < samples; ++s) to[s] = scale(from[s]) * to[s];
    }
}

/// z with infinities made finite, for functions whose factors reach 0 and 1 before 1000, where
/// infinity times 0 would be NaN. NaN stays NaN.
template <class T>
T limited_below(T z) {
    return z < T(-1000) ? T(-1000) : z;
}
template <class T>
T limited(T z) {
    return z > T(1000) ? T(1000) : limited_below(z);
}

}  // namespace elementwise
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
