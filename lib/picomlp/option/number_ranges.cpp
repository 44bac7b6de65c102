#include "picomlp/option/number_ranges.hpp"

#include "picomlp/optimizer/setting_checks.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace number_ranges {

template <class T>
bool not_negative(uint32_t count, const T* number) noexcept {
    for (uint32_t l = 0; l < count; ++l) {
        if (!is_rate(number[l])) return false;
    }
    return true;
}

template <class T>
bool positive(T number) noexcept {
    return is_positive(number);
}

template bool not_negative(uint32_t, const float*) noexcept;
template bool not_negative(uint32_t, const double*) noexcept;
template bool positive(float) noexcept;
template bool positive(double) noexcept;

}  // namespace number_ranges
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
