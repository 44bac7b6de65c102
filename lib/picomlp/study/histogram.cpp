// SPDX-License-Identifier: MIT
#include "picomlp/study/histogram.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status histogram_edges(T low, T high, uint32_t bins, T* edges) noexcept(detail::needs_real<T>()) {
    const bool in_order = low <= high && is_finite(low) && is_finite(high);
    if (bins < 1 || bins > 65535 || !in_order || !is_finite(high - low)) {
        return status::bad_argument;
    }
    if (low == high) {
        low -= T(0.5);
        high += T(0.5);
    }
    const T span = high - low;
    const T step = span / static_cast<T>(bins);
    for (uint32_t k = 0; k < bins; ++k) {
        // numpy.linspace divides first where a step would underflow.
        const T distance = step == T(0) ? static_cast<T>(k) / static_cast<T>(bins) * span
                                        : static_cast<T>(k) * step;
        edges[k] = distance + low;
    }
    edges[bins] = high;
    return status::ok;
}

template <class T>
void add_to_histogram(uint32_t features, uint32_t samples, strided_rows<const T> x, uint32_t bins,
                      const T* edges, uint32_t* counts) noexcept {
    const T low = edges[0];
    const T high = edges[bins];
    const T scale = static_cast<T>(bins) / (high - low);
    const bool scalable = is_finite(scale);
    for (uint32_t f = 0; f < features; ++f) {
        const T* row = x[f];
        for (uint32_t s = 0; s < samples; ++s) {
            const T value = row[s];
            if (!(value >= low && value <= high)) continue;
            uint32_t k = 0;
            if (scalable) {
                k = static_cast<uint32_t>((value - low) * scale);
                if (k == bins) --k;
                if (value < edges[k]) --k;
                if (value >= edges[k + 1] && k + 1 != bins) ++k;
            } else {
                // For a range of subnormal width, where NumPy's scaling overflows.
                while (k + 1 != bins && value >= edges[k + 1]) ++k;
            }
            ++counts[k];
        }
    }
}

template <class T>
status histogram_of(uint32_t count, const T* values, uint32_t bins, T* edges,
                    uint32_t* counts) noexcept(detail::needs_real<T>()) {
    if (count == 0) return status::no_samples;
    if (!all_finite<T>(1, count, {values, count})) return status::not_finite_input;
    T low = values[0];
    T high = values[0];
    for (uint32_t i = 1; i < count; ++i) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    const status made = histogram_edges(low, high, bins, edges);
    if (made != status::ok) return made;
    for (uint32_t k = 0; k < bins; ++k) counts[k] = 0;
    add_to_histogram<T>(1, count, {values, count}, bins, edges, counts);
    return status::ok;
}

#define PICOMLP_INSTANTIATE(T)                                                                    \
    template status histogram_edges(T, T, uint32_t, T*) noexcept;                                 \
    template void add_to_histogram(uint32_t, uint32_t, strided_rows<const T>, uint32_t, const T*, \
                                   uint32_t*) noexcept;                                           \
    template status histogram_of(uint32_t, const T*, uint32_t, T*, uint32_t*) noexcept;
PICOMLP_INSTANTIATE(float)
PICOMLP_INSTANTIATE(double)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
