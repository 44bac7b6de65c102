// Softmax exponentials for a block of samples, one sample in each vector lane; for targets with
// vectors.
#pragma once

#include "picomlp/base/strided_rows.hpp"
#include "picomlp/math/detail/array_functions.hpp"
#include "picomlp/math/exp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

template <class T>
struct softmax_block {
    static constexpr uint32_t most = 64;

    T largest[most];  ///< of each sample's features
    T sum[most];      ///< of the exponentials

    /// e = exp(z - largest) for `count` <= most samples. e may be z. Where only the sums are
    /// needed, the rows of e may share the same storage.
    void compute(uint32_t features, uint32_t count, strided_rows<const T> z, strided_rows<T> e) {
        for (uint32_t s = 0; s < count; ++s) largest[s] = z[0][s];
        for (uint32_t f = 1; f < features; ++f) {
            const T* const from = z[f];
            for (uint32_t s = 0; s < count; ++s) {
                largest[s] = from[s] > largest[s] ? from[s] : largest[s];
            }
        }
        for (uint32_t s = 0; s < count; ++s) sum[s] = T(0);
        for (uint32_t f = 0; f < features; ++f) {
            const T* const from = z[f];
            T* const to = e[f];
            for (uint32_t s = 0; s < count; ++s) to[s] = from[s] - largest[s];
            math::exp(to, to, count);
            for (uint32_t s = 0; s < count; ++s) sum[s] += to[s];
        }
    }
};

/// Calls f(first, count) for blocks that together cover the samples.
template <class T, class Function>
void for_each_softmax_block(uint32_t samples, const Function& f) {
    constexpr uint32_t most = softmax_block<T>::most;
    for (uint32_t first = 0; first < samples; first += most) {
        f(first, samples - first < most ? samples - first : most);
    }
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
