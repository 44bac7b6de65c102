#include "picomlp/network/label_of.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
uint32_t label_of(uint32_t outputs, const T* first,
                  size_t stride) noexcept(detail::needs_real<T>()) {
    if (outputs == 1) return first[0] > T(0.5) ? 1 : 0;
    uint32_t best = 0;
    for (uint32_t o = 1; o < outputs; ++o) {
        if (first[o * stride] > first[best * stride]) best = o;
    }
    return best;
}

template uint32_t label_of(uint32_t, const float*, size_t) noexcept;
template uint32_t label_of(uint32_t, const double*, size_t) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
