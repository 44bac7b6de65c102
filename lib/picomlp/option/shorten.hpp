// Rescaling a vector to a smaller length. For this floor's sources: not installed.
#pragma once

#include <stddef.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// x = x * (limit / length) for `count` elements of x that lie `stride` apart, all finite; `length`
/// is their computed length, length > limit > 0.
///
/// The quotient would lose digits beside a huge length, and a length may be infinite when no
/// element is. So above 2^60 (double 2^500) the elements are first multiplied by 2^-64 (2^-520),
/// and the length is taken again as NORM of kernels/order.hpp says.
template <class T>
void shorten(T length, T limit, size_t count, size_t stride, T* x) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
