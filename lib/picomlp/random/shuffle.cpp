#include "picomlp/random/shuffle.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class Index>
void identity_order(Index* order, uint32_t count) noexcept(detail::needs_index<Index>()) {
    for (uint32_t i = 0; i < count; ++i) {
        order[i] = static_cast<Index>(i);
    }
}

template <class Index>
void shuffle(Index* order, uint32_t count,
             xoshiro128pp& bits) noexcept(detail::needs_index<Index>()) {
    for (uint32_t left = count; left > 1; --left) {
        const uint32_t chosen = bits.below(left);
        const Index last = order[left - 1];
        order[left - 1] = order[chosen];
        order[chosen] = last;
    }
}

#define PICOMLP_INSTANTIATE(Index)                           \
    template void identity_order(Index*, uint32_t) noexcept; \
    template void shuffle(Index*, uint32_t, xoshiro128pp&) noexcept;
PICOMLP_FOR_EACH_INTEGER(PICOMLP_INSTANTIATE)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
