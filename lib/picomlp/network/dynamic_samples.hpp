// SPDX-License-Identifier: MIT
// Samples for a network whose number of features is known at run time.
#pragma once

#include "picomlp/kernels/strided_samples.hpp"
#include "picomlp/network/sample_data.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Samples and whether they are valid. Unless status is ok, `all` must not be used.
template <class T>
struct dynamic_samples {
    strided_samples<T> all;
    picomlp::status status;
};

template <class T>
constexpr dynamic_samples<T> no_dynamic_samples(status why) {
    return {{nullptr, 0, 0, 0}, why};
}

/// `samples` samples, the rows `stride` apart.
template <class T>
constexpr dynamic_samples<T> dynamic_in_order(sample_order order, T* data, size_t samples,
                                              size_t stride, uint32_t features) {
    const bool by_feature = order == sample_order::feature_major;
    const size_t least = by_feature ? samples : features;
    if (stride == 0) stride = least;
    if (samples > UINT32_MAX) return no_dynamic_samples<T>(status::too_many_samples);
    if (stride < least) return no_dynamic_samples<T>(status::bad_argument);
    const auto count = static_cast<uint32_t>(samples);
    if (by_feature && samples == 1 && stride == 1) return {{data, 1, features, 1}, status::ok};
    if (by_feature) return {{data, stride, 1, count}, status::ok};
    return {{data, 1, stride, count}, status::ok};
}
template <class T>
constexpr dynamic_samples<T> dynamic_one(T* data, size_t size, uint32_t features) {
    if (size != features) return no_dynamic_samples<T>(status::bad_argument);
    return {{data, 1, features, 1}, status::ok};
}

// How each form of data (network/sample_forms.hpp) reads with a number of features that is known at
// run time. Forms that hold a single sample at most are `one`.

template <class Form>
inline constexpr bool is_one_sample = false;
template <class T>
inline constexpr bool is_one_sample<number_pointer<T>> = true;
template <class T, size_t Count>
inline constexpr bool is_one_sample<number_row<T, Count>> = true;
template <class T>
inline constexpr bool is_one_sample<number_list<T>> = true;

template <class T>
constexpr dynamic_samples<T> dynamic_form(number_pointer<T> given, uint32_t features) {
    return dynamic_one(given.data, features, features);
}
template <class T, size_t Count>
constexpr dynamic_samples<T> dynamic_form(number_row<T, Count> given, uint32_t features) {
    return dynamic_one(given.data, Count, features);
}
template <class T>
constexpr dynamic_samples<T> dynamic_form(number_list<T> given, uint32_t features) {
    return dynamic_one(given.data, given.size, features);
}
template <class T, size_t Rows, size_t Columns, bool Tight>
constexpr dynamic_samples<T> dynamic_form(grid<T, Rows, Columns, Tight> given, uint32_t features) {
    const bool by_feature = Rows == features;
    const bool by_sample = Columns == features;
    if (by_feature == by_sample && !(by_feature && features == 1)) {
        return no_dynamic_samples<T>(status::bad_argument);
    }
    return by_feature ? dynamic_in_order(sample_order::feature_major, given.data, Columns,
                                         given.stride, features)
                      : dynamic_in_order(sample_order::sample_major, given.data, Rows, given.stride,
                                         features);
}
template <class T, size_t Columns>
constexpr dynamic_samples<T> dynamic_form(row_list<T, Columns> given, uint32_t features) {
    if (Columns != features) return no_dynamic_samples<T>(status::bad_argument);
    return dynamic_in_order(sample_order::sample_major, given.data, given.size, Columns, features);
}
template <class T, uint32_t Features, sample_order Order>
constexpr dynamic_samples<T> dynamic_form(given_view<sample_view<T, Features, Order>> given,
                                          uint32_t features) {
    if (Features != features) return no_dynamic_samples<T>(status::bad_argument);
    return dynamic_in_order(Order, given.view.data(), given.view.samples(), given.view.stride(),
                            features);
}
template <class T, sample_order Order>
constexpr dynamic_samples<T> dynamic_form(given_numbers<T, Order> given, uint32_t features) {
    if (given.all.size % features != 0) return no_dynamic_samples<T>(status::bad_argument);
    return dynamic_in_order(Order, given.all.data, given.all.size / features, 0, features);
}
template <class T, sample_order Order>
constexpr dynamic_samples<T> dynamic_form(given_samples<T, Order> given, uint32_t features) {
    return dynamic_in_order(Order, given.all.data, given.all.samples, given.all.stride, features);
}

/// The samples of a form as those of Wanted, which its number is or may be read as.
template <class Wanted, class Form>
constexpr dynamic_samples<Wanted> dynamic_form_of(Form given, uint32_t features) {
    const auto found = dynamic_form(given, features);
    return {{found.all.first, found.all.feature_stride, found.all.sample_stride, found.all.samples},
            found.status};
}

/// `data` as samples of `features` features, at least 1, of Wanted: T, or const T for what is only
/// read. Data that cannot be samples of T does not compile. status::bad_argument when they do not
/// have that many features, too_many_samples beyond 32 bits.
template <class Wanted, class Data>
constexpr dynamic_samples<Wanted> dynamic_samples_of(Data& data, uint32_t features) {
    using form = decltype(form_of(data, 0));
    using value = typename form::value;
    using T = typename plain_type<Wanted>::type;
    constexpr bool known = !same_type<value, void>;
    constexpr bool right_type = same_type<typename plain_type<value>::type, T>;
    constexpr bool writable = same_type<value, Wanted> || same_type<value, T>;
    static_assert(known,
                  "picomlp: samples are a pointer or array for one sample, sample_major(data) or "
                  "feature_major(data) for several");
    static_assert(right_type || !known,
                  "picomlp: samples must be of the network's number type: float for "
                  "dynamic_network<...>, T for basic_dynamic_network<T, ...>");
    static_assert(writable || !right_type,
                  "picomlp: predictions are written, so they cannot be const");
    if constexpr (known && right_type && writable) {
        return dynamic_form_of<Wanted>(form_of(data, 0), features);
    } else {
        return no_dynamic_samples<Wanted>(status::bad_argument);
    }
}

/// Whether the type of the data says that it is a single sample with contiguous features.
template <class Data>
inline constexpr bool is_single = is_one_sample<decltype(form_of(made<Data&>(), 0))>;

/// ok when x and y are valid and hold the same number of samples.
template <class XNumber, class YNumber>
constexpr status matched(const dynamic_samples<XNumber>& x, const dynamic_samples<YNumber>& y) {
    if (x.status != status::ok) return x.status;
    if (y.status != status::ok) return y.status;
    return x.all.samples == y.all.samples ? status::ok : status::mismatched_samples;
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
