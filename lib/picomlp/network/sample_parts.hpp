// Samples in either order, taken piece by piece; shared by predict and evaluate. Not installed.
#pragma once

#include "picomlp/kernels/finite.hpp"
#include "picomlp/kernels/strided_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

// Each function has two overloads: for samples that are features x samples, where it costs nothing,
// and for samples in any order.

/// The `count` samples from `begin` on as features x samples, copied to `room` if necessary.
template <class T>
strided_rows<const T> part_of(uint32_t /*features*/, strided_rows<const T> x, uint32_t begin,
                              uint32_t /*count*/, strided_rows<T> /*room*/) {
    return {x.first + begin, x.stride};
}
template <class T>
strided_rows<const T> part_of(uint32_t features, strided_samples<const T> x, uint32_t begin,
                              uint32_t count, strided_rows<T> room) {
    return in_rows<T>(features, x.part(begin, count), room);
}

/// True when no feature is NaN or infinite.
template <class T>
bool are_finite(uint32_t features, uint32_t samples, strided_rows<const T> x) {
    return all_finite(features, samples, x);
}
template <class T>
bool are_finite(uint32_t features, uint32_t /*samples*/, strided_samples<const T> x) {
    return all_finite<T>(features, x);
}

/// The status of a loss's check of the targets.
template <class T, class Check>
status check_targets(Check check, uint32_t outputs, uint32_t samples, strided_rows<const T> y) {
    return check(outputs, samples, y);
}
template <class T, class Check>
status check_targets(Check check, uint32_t outputs, uint32_t samples, strided_samples<const T> y) {
    for (uint32_t s = 0; s < samples; ++s) {
        const status checked = check(outputs, 1, strided_rows<const T>{y.at(s), y.feature_stride});
        if (checked != status::ok) return checked;
    }
    return status::ok;
}

/// Copies `count` samples to y, from sample `begin` on.
template <class T>
void store_part(uint32_t features, strided_rows<T> from, uint32_t begin, uint32_t count,
                strided_rows<T> to) {
    for (uint32_t f = 0; f < features; ++f) {
        for (uint32_t s = 0; s < count; ++s) to[f][begin + s] = from[f][s];
    }
}
template <class T>
void store_part(uint32_t features, strided_rows<T> from, uint32_t begin, uint32_t count,
                strided_samples<T> to) {
    copy_samples<T>(features, read_only(from), to.part(begin, count));
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
