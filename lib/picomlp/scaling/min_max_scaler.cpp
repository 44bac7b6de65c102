// SPDX-License-Identifier: MIT
#include "picomlp/scaling/min_max_scaler.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T width_of(running_range<T> range) {
    return range.highest > range.lowest ? range.highest - range.lowest : T(1);
}

template <class T>
struct one_scaling {
    T offset;
    T size;
};

template <class T>
one_scaling<T> scaling_of(running_range<T> range, T low, T high) {
    const T factor = (high - low) / width_of(range);
    return {range.lowest - low / factor, factor};
}

template <class T>
one_scaling<T> target_scaling_of(running_range<T> range, T low, T high) {
    const T scale = width_of(range) / (high - low);
    return {range.lowest - low * scale, scale};
}

template <class T, class ScalingOf>
status find_scaling(uint32_t features, uint32_t count, const running_range<T>* ranges, T low,
                    T high, T* offset, T* size, ScalingOf scaling_of_range) {
    if (!(low < high) || !is_finite(high - low)) return status::bad_argument;
    if (count == 0) return status::no_samples;
    for (uint32_t f = 0; f < features; ++f) {
        // A range that overflows gives a factor of 0, and then the offset is not finite.
        const one_scaling<T> found = scaling_of_range(ranges[f], low, high);
        const bool good = is_finite(found.size) && is_finite(found.offset) && found.size > T(0);
        if (!good) return status::beyond_range;
    }
    for (uint32_t f = 0; f < features; ++f) {
        const one_scaling<T> found = scaling_of_range(ranges[f], low, high);
        offset[f] = found.offset;
        size[f] = found.size;
    }
    return status::ok;
}

}  // namespace

template <class T>
status add_to_min_max_scaler(uint32_t features, uint32_t samples, strided_rows<const T> x,
                             uint32_t* count, running_range<T>* ranges) noexcept {
    if (samples == 0) return status::no_samples;
    if (samples > UINT32_MAX - *count) return status::too_many_samples;
    if (!all_finite(features, samples, x)) return status::not_finite_input;
    for (uint32_t f = 0; f < features; ++f) {
        const T* row = x[f];
        running_range<T> range = *count == 0 ? running_range<T>{row[0], row[0]} : ranges[f];
        for (uint32_t s = 0; s < samples; ++s) {
            range.lowest = row[s] < range.lowest ? row[s] : range.lowest;
            range.highest = row[s] > range.highest ? row[s] : range.highest;
        }
        ranges[f] = range;
    }
    *count += samples;
    return status::ok;
}

template <class T>
status add_to_min_max_scaler(uint32_t features, strided_samples<const T> x, uint32_t* count,
                             running_range<T>* ranges) noexcept {
    if (x.samples == 0) return status::no_samples;
    if (x.samples > UINT32_MAX - *count) return status::too_many_samples;
    if (!all_finite<T>(features, x)) return status::not_finite_input;
    if (*count == 0) {
        for (uint32_t f = 0; f < features; ++f) {
            const T number = x.first[f * x.feature_stride];
            ranges[f] = {number, number};
        }
    }
    for (uint32_t s = 0; s < x.samples; ++s) {
        const T* sample = x.at(s);
        for (uint32_t f = 0; f < features; ++f) {
            const T number = sample[f * x.feature_stride];
            ranges[f].lowest = number < ranges[f].lowest ? number : ranges[f].lowest;
            ranges[f].highest = number > ranges[f].highest ? number : ranges[f].highest;
        }
    }
    *count += x.samples;
    return status::ok;
}

template <class T>
status min_max_scaling(uint32_t features, uint32_t count, const running_range<T>* ranges, T low,
                       T high, T* offset, T* factor) noexcept {
    return find_scaling(features, count, ranges, low, high, offset, factor, scaling_of<T>);
}

template <class T>
status min_max_target_scaling(uint32_t targets, uint32_t count, const running_range<T>* ranges,
                              T low, T high, T* offset, T* scale) noexcept {
    return find_scaling(targets, count, ranges, low, high, offset, scale, target_scaling_of<T>);
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template status add_to_min_max_scaler(uint32_t, uint32_t, strided_rows<const T>, uint32_t*,   \
                                          running_range<T>*) noexcept;                            \
    template status add_to_min_max_scaler(uint32_t, strided_samples<const T>, uint32_t*,          \
                                          running_range<T>*) noexcept;                            \
    template status min_max_scaling(uint32_t, uint32_t, const running_range<T>*, T, T, T*,        \
                                    T*) noexcept;                                                 \
    template status min_max_target_scaling(uint32_t, uint32_t, const running_range<T>*, T, T, T*, \
                                           T*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
