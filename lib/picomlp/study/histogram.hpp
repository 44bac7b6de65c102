// SPDX-License-Identifier: MIT
// Histograms with bins of equal width, as numpy.histogram.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Counts of numbers by value. Bin k counts the numbers x with edges[k] <= x < edges[k + 1]; the
/// last bin includes its upper edge.
template <class T, uint32_t Bins>
struct histogram {
    static_assert(detail::needs_real<T>(), "");
    static_assert(Bins >= 1 && Bins <= 65535, "picomlp: a histogram has 1 to 65535 bins");

    T edges[Bins + 1];      ///< ascending; bin k is from edge k to edge k + 1
    uint32_t counts[Bins];  ///< the last bin has both of its edges
};

/// edges[0 .. bins] = numpy.linspace(low, high, bins + 1): edge k is k * ((high - low) / bins) +
/// low, each operation rounded, and the last one is `high` itself. When low == high, the range is
/// widened by 1/2 on either side first, as numpy.histogram does. For float everything is computed
/// in float, whereas NumPy computes the edges of float32 in double and rounds them.
///
/// status::bad_argument unless low <= high, both finite, with a finite high - low; 1 <= bins <=
/// 65535. edges is then unchanged.
template <class T>
status histogram_edges(T low, T high, uint32_t bins, T* edges) noexcept(detail::needs_real<T>());

/// Adds features x samples numbers to the counts of a histogram with edges as above. Numbers
/// outside the edges, and NaN, are not counted. For double these are the counts of numpy.histogram
/// (1.24; NumPy's array API has not changed them since): a number's bin is found by scaling and
/// then corrected by comparing with the edges.
template <class T>
void add_to_histogram(uint32_t features, uint32_t samples, strided_rows<const T> x, uint32_t bins,
                      const T* edges, uint32_t* counts) noexcept;

/// Edges from the smallest to the largest of `count` numbers, and their counts:
/// numpy.histogram(values, bins=Bins). status::no_samples for none, not_finite_input when one is
/// NaN or infinite, bad_argument when their range overflows; `to` is then unchanged.
template <class T>
status histogram_of(uint32_t count, const T* values, uint32_t bins, T* edges,
                    uint32_t* counts) noexcept(detail::needs_real<T>());
template <class T, uint32_t Bins>
status histogram_of(uint32_t count, const T* values, histogram<T, Bins>& to) noexcept {
    return histogram_of(count, values, Bins, to.edges, to.counts);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
