#include "picomlp/option/number_ranges.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace number_ranges {

template <class T>
bool not_negative(uint32_t count, const T* number) noexcept {
    for (uint32_t l = 0; l < count; ++l) {
        if (!is_finite(number[l]) || number[l] < T(0)) return false;
    }
    return true;
}

template bool not_negative(uint32_t, const float*) noexcept;
template bool not_negative(uint32_t, const double*) noexcept;

}  // namespace number_ranges
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
