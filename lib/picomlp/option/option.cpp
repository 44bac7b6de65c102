// SPDX-License-Identifier: MIT
#include "picomlp/option/option.hpp"

#include "picomlp/optimizer/detail/setting_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
status check_not_negative(uint32_t count, const T* numbers) noexcept {
    for (uint32_t k = 0; k < count; ++k) {
        if (!is_not_negative(numbers[k])) return status::bad_argument;
    }
    return status::ok;
}

template <class T>
status check_positive(T number) noexcept {
    return ok_if(is_positive(number));
}

template status check_not_negative(uint32_t, const float*) noexcept;
template status check_not_negative(uint32_t, const double*) noexcept;
template status check_positive(float) noexcept;
template status check_positive(double) noexcept;

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
