// Samples in any order as the compiled core sees them, and the ways to the kernels' own order.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Feature f of sample s is first[f * feature_stride + s * sample_stride]; one of the two strides
/// is 1. Owns nothing; the number of features travels beside it.
template <class T>
struct strided_samples {
    T* first;
    size_t feature_stride;
    size_t sample_stride;
    uint32_t samples;

    T* at(uint32_t sample) const { return first + sample * sample_stride; }
    strided_samples part(uint32_t begin, uint32_t count) const {
        return {at(begin), feature_stride, sample_stride, count};
    }
    operator strided_samples<const T>() const {
        return {first, feature_stride, sample_stride, samples};
    }
};

/// True when no feature is NaN or infinite.
template <class T>
bool all_finite(uint32_t features, strided_samples<const T> x) noexcept;

/// to[f][s] = the features of all samples, which lie elsewhere.
template <class T>
void copy_samples(uint32_t features, strided_samples<const T> from, strided_rows<T> to) noexcept;
/// The way back.
template <class T>
void copy_samples(uint32_t features, strided_rows<const T> from, strided_samples<T> to) noexcept;

/// x as features x samples: x itself where it lies so, a single sample as well; otherwise a copy in
/// `room`, whose rows hold x.samples elements or more.
template <class T>
strided_rows<const T> in_rows(uint32_t features, strided_samples<const T> x,
                              strided_rows<T> room) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
