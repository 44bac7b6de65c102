// SPDX-License-Identifier: MIT
// one_hot(): class labels to targets.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/integer_list.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"
#include "picomlp/base/strided_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// y[k][s] = 1 where labels[s] == k, otherwise +0. y is classes x samples; gaps between its rows
/// stay untouched. Label is any integer type. status::label_out_of_range when a label is negative
/// or >= classes, status::no_samples when there are none; y then stays unchanged.
template <class T, class Label>
status one_hot(const Label* labels, uint32_t classes, uint32_t samples,
               strided_rows<T> y) noexcept(detail::needs_label<Label>());

namespace detail {

/// The status that one_hot() returns for these labels.
template <class Label>
status check_labels(const Label* labels, uint32_t classes,
                    uint32_t samples) noexcept(detail::needs_label<Label>());

template <class T>
struct referred;
template <class T>
struct referred<T&> {
    using type = T;
};

}  // namespace detail

/// The same for a y that knows its number of samples: a sample_view of Classes features, or an
/// array T[Classes][samples]. `labels` is an array of integers, or anything with data() and size(),
/// such as std::vector<int>. status::mismatched_samples when y holds another number of samples.
template <class Labels, class View, class = decltype(View::features)>
status one_hot(const Labels& labels, const View& y) noexcept {
    using T = typename detail::referred<decltype(y(0, 0))>::type;
    using list = decltype(detail::list_of(labels));
    static_assert(list::valid,
                  "picomlp: one_hot needs labels as an array of integers, or as a container of "
                  "them with data() and size()");
    static_assert(detail::is_real<T>, "picomlp: one_hot needs a y of float or double, not const");
    if constexpr (list::valid && detail::is_real<T>) {
        const list listed = detail::list_of(labels);
        if (listed.count != y.samples()) return status::mismatched_samples;
        const status checked = detail::check_labels(listed.first, View::features, y.samples());
        if (checked != status::ok) return checked;
        for (uint32_t k = 0; k < View::features; ++k) {
            for (uint32_t s = 0; s < y.samples(); ++s) {
                y(k, s) = static_cast<uint32_t>(listed.first[s]) == k ? T(1) : T(0);
            }
        }
    }
    return status::ok;
}
template <class Labels, class T, size_t Classes, size_t Samples>
status one_hot(const Labels& labels, T (&y)[Classes][Samples]) noexcept {
    using list = decltype(detail::list_of(labels));
    static_assert(list::valid,
                  "picomlp: one_hot needs labels as an array of integers, or as a container of "
                  "them with data() and size()");
    static_assert(detail::is_real<T>, "picomlp: one_hot needs a y of float or double, not const");
    if constexpr (list::valid && detail::is_real<T>) {
        const list listed = detail::list_of(labels);
        if (listed.count != Samples) return status::mismatched_samples;
        return one_hot<T>(listed.first, Classes, Samples, strided_rows<T>{y[0], Samples});
    }
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
