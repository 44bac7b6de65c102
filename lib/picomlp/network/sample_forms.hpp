// SPDX-License-Identifier: MIT
// The forms of data that are read as samples: arrays, lists of numbers, views.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/status.hpp"
#include "picomlp/network/sample_view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Numbers in a known order; the network that takes them knows the number of features.
template <class T, sample_order Order>
struct flat_numbers {
    using value = T;
    T* data;
    size_t size;  ///< count of all numbers, a multiple of the features
};

/// Samples in a known order; the network that takes them knows the number of features.
template <class T, sample_order Order>
struct flat_samples {
    using value = T;
    T* data;
    size_t samples;
    size_t stride;  ///< as in sample_view; 0: without gaps
};

namespace detail {

/// How data can be read as samples with a given number of features.
enum class reading : uint8_t {
    impossible,
    ambiguous,  ///< in both orders
    unordered,  ///< once the order is stated
    one_sample,
    feature_major,
    sample_major,
};

/// Samples and whether they are valid. Unless status is ok the view must not be used.
template <class T, uint32_t Features, sample_order Order, bool One = false, size_t Samples = 0>
struct checked_view {
    sample_view<T, Features, Order> view;
    picomlp::status status;
    static constexpr bool one = One;
    static constexpr size_t known_samples = One ? 1 : Samples;  ///< 0: only at run time
};

/// With a single feature and no gaps, both orders are the same.
template <uint32_t Features, sample_order Order>
inline constexpr sample_order order_for = Features == 1 ? sample_order::feature_major : Order;

template <uint32_t Features, sample_order Order, size_t Known = 0, class T>
constexpr checked_view<T, Features, Order, false, Known> counted(T* data, size_t samples,
                                                                 size_t stride) {
    constexpr size_t most = UINT32_MAX;
    if (samples > most) return {{data, 0, 0}, status::too_many_samples};
    return {{data, static_cast<uint32_t>(samples), stride}, status::ok};
}

/// One sample's features, contiguous.
template <uint32_t Features, class T>
constexpr checked_view<T, Features, sample_order::feature_major, true> one_sample_at(T* data) {
    return {{data, 1, 1}, status::ok};
}

constexpr reading reading_of(sample_order order) {
    return order == sample_order::feature_major ? reading::feature_major : reading::sample_major;
}

// The forms of data. `as` says how a form reads as samples of Features features, take() makes a
// view of them, and ordered() takes the order that the caller states.

/// Numbers in Rows rows of Columns, both known at compile time.
template <class T, size_t Rows, size_t Columns, bool Tight>
struct grid {
    using value = T;
    T* data;
    size_t stride;

    template <uint32_t Features>
    static constexpr reading as =
        Rows == Features&& Columns == Features&& Features > 1 ? reading::ambiguous
        : Rows == Features                                    ? reading::feature_major
        : Columns == Features                                 ? reading::sample_major
                                                              : reading::impossible;
    template <uint32_t Features>
    constexpr auto take() const {
        if constexpr (as<Features> == reading::feature_major) {
            return counted<Features, sample_order::feature_major, Columns>(data, Columns, stride);
        } else if constexpr (Tight && Rows == 1) {
            return one_sample_at<Features>(data);
        } else if constexpr (Tight) {
            constexpr sample_order order = order_for<Features, sample_order::sample_major>;
            return counted<Features, order, Rows>(data, Rows, Columns);
        } else {
            return counted<Features, sample_order::sample_major, Rows>(data, Rows, stride);
        }
    }
    template <sample_order Order>
    constexpr auto ordered() const {
        if constexpr (Order == sample_order::feature_major) {
            return sample_view<T, uint32_t{Rows}, Order>(data, uint32_t{Columns}, stride);
        } else {
            return sample_view<T, uint32_t{Columns}, Order>(data, uint32_t{Rows}, stride);
        }
    }
};

/// A container of rows of Columns numbers: a row is a sample.
template <class T, size_t Columns>
struct row_list {
    using value = T;
    T* data;
    size_t size;

    template <uint32_t Features>
    static constexpr reading as = Columns == Features ? reading::sample_major : reading::impossible;
    template <uint32_t Features>
    constexpr auto take() const {
        return counted<Features, order_for<Features, sample_order::sample_major>>(data, size,
                                                                                  Columns);
    }
    template <sample_order Order>
    constexpr auto ordered() const {
        static_assert(Order == sample_order::sample_major,
                      "picomlp: a container of rows is sample_major, a row for each sample");
        return sample_view<T, uint32_t{Columns}, sample_order::sample_major>(
            data, static_cast<uint32_t>(size));
    }
};

/// An array of Count numbers: one sample, or several samples with a single feature.
template <class T, size_t Count>
struct number_row {
    using value = T;
    T* data;

    template <uint32_t Features>
    static constexpr reading as = Count == Features       ? reading::one_sample
                                  : Features == 1         ? reading::feature_major
                                  : Count % Features == 0 ? reading::unordered
                                                          : reading::impossible;
    template <uint32_t Features>
    constexpr auto take() const {
        if constexpr (Count == Features) {
            return one_sample_at<Features>(data);
        } else {
            return counted<Features, sample_order::feature_major, Count>(data, Count, Count);
        }
    }
    template <sample_order Order>
    constexpr auto ordered() const {
        return flat_numbers<T, Order>{data, Count};
    }
};

/// A container of numbers.
template <class T>
struct number_list {
    using value = T;
    T* data;
    size_t size;

    template <uint32_t Features>
    static constexpr reading as = Features == 1 ? reading::feature_major : reading::unordered;
    template <uint32_t Features>
    constexpr auto take() const {
        return counted<Features, sample_order::feature_major>(data, size, size);
    }
    template <sample_order Order>
    constexpr auto ordered() const {
        return flat_numbers<T, Order>{data, size};
    }
};

/// A pointer: to one sample.
template <class T>
struct number_pointer {
    using value = T;
    T* data;

    template <uint32_t Features>
    static constexpr reading as = reading::one_sample;
    template <uint32_t Features>
    constexpr auto take() const {
        return one_sample_at<Features>(data);
    }
};

template <class View>
struct given_view {
    using value = typename View::value;
    View view;

    template <uint32_t Features>
    static constexpr reading as = View::features == Features ? reading_of(View::order)
                                                             : reading::impossible;
    template <uint32_t Features>
    constexpr auto take() const {
        return checked_view<value, Features, View::order>{view, status::ok};
    }
};

template <class T, sample_order Order>
struct given_numbers {
    using value = T;
    flat_numbers<T, Order> all;

    template <uint32_t Features>
    static constexpr reading as = reading_of(Order);
    template <uint32_t Features>
    constexpr auto take() const {
        constexpr sample_order order = order_for<Features, Order>;
        const size_t samples = all.size / Features;
        auto taken = counted<Features, order>(
            all.data, samples, order == sample_order::feature_major ? samples : Features);
        if (all.size % Features != 0) taken.status = status::bad_argument;
        return taken;
    }
};

template <class T, sample_order Order>
struct given_samples {
    using value = T;
    flat_samples<T, Order> all;

    template <uint32_t Features>
    static constexpr reading as = reading_of(Order);
    template <uint32_t Features>
    constexpr auto take() const {
        constexpr bool by_feature = Order == sample_order::feature_major;
        const size_t least = by_feature ? all.samples : Features;
        auto taken =
            counted<Features, Order>(all.data, all.samples, all.stride == 0 ? least : all.stride);
        if (all.stride != 0 && all.stride < least) taken.status = status::bad_argument;
        return taken;
    }
};

struct something_else {
    using value = void;
    template <uint32_t Features>
    static constexpr reading as = reading::impossible;
};

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
