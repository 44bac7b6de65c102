// Multiplies costs and deltas by sample weights, for class_weights and sample_weights.
#pragma once

#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace weighing {

/// cost[s] *= weights[first + s], and all of sample s's delta likewise, unless that is null.
template <class T>
void weigh_samples(const T* weights, uint32_t outputs, uint32_t first, uint32_t samples, T* cost,
                   strided_rows<T> delta) noexcept;

}  // namespace weighing
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
