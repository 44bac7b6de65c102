// Range checks of options' settings.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace number_ranges {

/// Every one of `count` numbers is finite and not negative.
template <class T>
[[nodiscard]] bool not_negative(uint32_t count, const T* number) noexcept;

/// The number is finite and greater than 0.
template <class T>
[[nodiscard]] bool positive(T number) noexcept;

}  // namespace number_ranges
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
