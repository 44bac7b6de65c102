// SPDX-License-Identifier: MIT
// Samples in either memory order, for the compiled core, and copies to and from the kernels' order.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Feature f of sample s is first[f * feature_stride + s * sample_stride]; one of the two strides
/// is 1. Non-owning; functions take the number of features as an argument.
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

/// to[f][s] = feature f of sample s. No overlap.
template <class T>
void copy_samples(uint32_t features, strided_samples<const T> from, strided_rows<T> to) noexcept;
/// The inverse.
template <class T>
void copy_samples(uint32_t features, strided_rows<const T> from, strided_samples<T> to) noexcept;

/// x as features x samples: x itself if its samples are innermost or there is only one; otherwise a
/// copy in `room`, whose rows hold x.samples elements or more.
template <class T>
strided_rows<const T> in_rows(uint32_t features, strided_samples<const T> x,
                              strided_rows<T> room) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
