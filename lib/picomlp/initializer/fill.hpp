// Fills weights with scaled normal or uniform numbers. For this floor's sources: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/network/layer.hpp"
#include "picomlp/random/normal.hpp"
#include "picomlp/random/uniform.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void fill_normal(dense_shape shape, T* weights, xoshiro128pp& source, T standard_deviation) {
    normal<T> stream(source);
    stream.fill(weights, weight_count_of(shape));
    for (size_t k = 0; k < weight_count_of(shape); ++k) weights[k] *= standard_deviation;
}

template <class T>
void fill_uniform(dense_shape shape, T* weights, xoshiro128pp& source, T low, T high) {
    uniform_fill(source, weights, weight_count_of(shape), low, high);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
