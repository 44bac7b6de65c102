// Whether two types are one.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class AType, class BType>
inline constexpr bool same_type = false;
template <class AType>
inline constexpr bool same_type<AType, AType> = true;

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
