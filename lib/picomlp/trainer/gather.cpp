// SPDX-License-Identifier: MIT
#include "picomlp/trainer/gather.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class Index>
bool all_below(uint32_t samples, const Index* order,
               uint32_t count) noexcept(needs_index<Index>()) {
    for (uint32_t k = 0; k < count; ++k) {
        if (!is_below(order[k], samples)) return false;
    }
    return true;
}

template <class T, class Index>
void gather(uint32_t features, strided_rows<const T> from, const Index* order, uint32_t count,
            strided_rows<T> to) noexcept(needs_index<Index>()) {
    for (uint32_t f = 0; f < features; ++f) {
        for (uint32_t k = 0; k < count; ++k) {
            to[f][k] = from[f][place_of(order[k])];
        }
    }
}

template <class T, class Index>
void gather(uint32_t features, strided_samples<const T> from, const Index* order, uint32_t count,
            strided_rows<T> to) noexcept(needs_index<Index>()) {
    for (uint32_t k = 0; k < count; ++k) {
        const T* sample = from.at(place_of(order[k]));
        T* column = to.first + k;
        for (uint32_t f = 0; f < features; ++f) {
            *column = *sample;
            column += to.stride;
            sample += from.feature_stride;
        }
    }
}

#define PICOMLP_INSTANTIATE(Index)                                                        \
    template bool all_below(uint32_t, const Index*, uint32_t) noexcept;                   \
    template void gather(uint32_t, strided_rows<const float>, const Index*, uint32_t,     \
                         strided_rows<float>) noexcept;                                   \
    template void gather(uint32_t, strided_rows<const double>, const Index*, uint32_t,    \
                         strided_rows<double>) noexcept;                                  \
    template void gather(uint32_t, strided_samples<const float>, const Index*, uint32_t,  \
                         strided_rows<float>) noexcept;                                   \
    template void gather(uint32_t, strided_samples<const double>, const Index*, uint32_t, \
                         strided_rows<double>) noexcept;
PICOMLP_FOR_EACH_INTEGER(PICOMLP_INSTANTIATE)
#undef PICOMLP_INSTANTIATE

}  // namespace detail

template <class T>
void running_mean<T>::add(T cost, uint32_t samples) noexcept {
    sum_ += cost * static_cast<T>(samples);
    samples_ += samples;
}

template <class T>
T running_mean<T>::value() const noexcept {
    return samples_ == 0 ? T(0) : sum_ / static_cast<T>(samples_);
}

template class running_mean<float>;
template class running_mean<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
