// SPDX-License-Identifier: MIT
#include "picomlp/activation/identity.hpp"

#include "picomlp/activation/detail/elementwise.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
void identity::apply(uint32_t, uint32_t, strided_rows<T>) noexcept(detail::needs_real<T>()) {}

template <class T>
void identity::derivative(uint32_t, uint32_t, strided_rows<const T>,
                          strided_rows<T>) noexcept(detail::needs_real<T>()) {}

PICOMLP_INSTANTIATE_ACTIVATION(identity)

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
