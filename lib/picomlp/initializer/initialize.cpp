// SPDX-License-Identifier: MIT
#include "picomlp/initializer/initialize.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
void set_zero(T* first, size_t count) noexcept {
    for (size_t k = 0; k < count; ++k) first[k] = T(0);
}

template void set_zero(float*, size_t) noexcept;
template void set_zero(double*, size_t) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
