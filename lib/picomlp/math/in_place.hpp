// The functions that are activations, for this library's own: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace math {
namespace detail {

/// z[i] = math::sigmoid(z[i]) or math::tanh(z[i]). The arguments stand where a routine of the layer
/// tables has them, so that it passes them on by a jump.
void sigmoid_in_place(size_t n, float* z) noexcept;
void sigmoid_in_place(size_t n, double* z) noexcept;
void tanh_in_place(size_t n, float* z) noexcept;
void tanh_in_place(size_t n, double* z) noexcept;

}  // namespace detail
}  // namespace math
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
