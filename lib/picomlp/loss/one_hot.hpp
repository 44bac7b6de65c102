// Class labels as targets.
#pragma once

#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/kernels/rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// y[k][s] = 1 where labels[s] == k, otherwise +0; y is classes x samples, and what lies between
/// its rows stays untouched. A label of `classes` or more gives status::label_out_of_range, no
/// samples status::no_samples; y is then as it was.
template <class T>
status one_hot(const uint8_t* labels, uint32_t classes, uint32_t samples, rows<T> y) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
