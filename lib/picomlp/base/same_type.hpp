// Type traits: same_type, plain_type and only_if.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class AType, class BType>
inline constexpr bool same_type = false;
template <class AType>
inline constexpr bool same_type<AType, AType> = true;

/// A type without const and reference.
template <class Type>
struct plain_type {
    using type = Type;
};
template <class Type>
struct plain_type<const Type> : plain_type<Type> {};
template <class Type>
struct plain_type<Type&> : plain_type<Type> {};
template <class Type>
struct plain_type<Type&&> : plain_type<Type> {};

/// only_if<false>::type does not exist: an overload that names it drops out.
template <bool Condition>
struct only_if {
    using type = void;
};
template <>
struct only_if<false> {};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
