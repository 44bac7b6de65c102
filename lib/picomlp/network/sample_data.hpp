// SPDX-License-Identifier: MIT
// Samples from pointers, arrays, matrices and containers. A container is any type with data() and
// size(), so no header of the standard library is needed.
#pragma once

#include "picomlp/base/numbers.hpp"
#include "picomlp/matrix/view.hpp"
#include "picomlp/network/sample_forms.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

template <class Type>
Type&& made() noexcept;

template <class Pointer>
struct pointed_to {
    using type = void;
};
template <class T>
struct pointed_to<T*> {
    using type = T;
};

template <size_t Value>
struct size_constant {
    static constexpr size_t value = Value;
};

/// The size of a container type with a fixed size, such as std::array; 0 when sizes may differ or
/// objects hold anything besides their elements.
template <class Data>
constexpr size_constant<0> size_of_all(...);
template <class Data>
constexpr auto size_of_all(int) -> size_constant<static_cast<size_t>(Data{}.size())>;
template <class Data>
constexpr size_t fixed_size() {
    using element = typename pointed_to<decltype(made<Data&>().data())>::type;
    constexpr size_t size = decltype(size_of_all<Data>(0))::value;
    return sizeof(Data) == size * sizeof(element) ? size : 0;
}

/// An element of a container as a row of `columns` numbers; 0 when it is not a row.
template <class Element, class = void, class = void>
struct row_in {
    static constexpr size_t columns = 0;
};
template <class T, size_t Columns>
struct row_in<T[Columns], void, void> {
    static constexpr size_t columns = Columns;
    static constexpr T* first(T (*row)[Columns]) { return *row; }
};
template <class Element>
struct row_in<Element, decltype(void(*made<Element&>().data())),
              decltype(void(made<Element&>().size()))> {
    static constexpr size_t columns = fixed_size<typename plain_type<Element>::type>();
    static constexpr auto first(Element* row) { return row->data(); }
};

template <class Data>
constexpr auto container_form(Data& x) {
    using element = typename pointed_to<decltype(x.data())>::type;
    using row = row_in<element>;
    constexpr size_t fixed = fixed_size<typename plain_type<Data>::type>();
    const auto size = static_cast<size_t>(x.size());
    if constexpr (row::columns > 0) {
        auto* const first = size == 0 ? nullptr : row::first(x.data());
        using T = typename pointed_to<decltype(row::first(x.data()))>::type;
        if constexpr (fixed > 0) {
            return grid<T, fixed, row::columns, true>{first, row::columns};
        } else {
            return row_list<T, row::columns>{first, size};
        }
    } else if constexpr (fixed > 0) {
        return number_row<element, fixed>{x.data()};
    } else {
        return number_list<element>{x.data(), size};
    }
}

template <class T, size_t Rows, size_t Columns>
constexpr grid<T, Rows, Columns, true> form_of(T (&x)[Rows][Columns], int) {
    return {x[0], Columns};
}
template <class T, size_t Count>
constexpr number_row<T, Count> form_of(T (&x)[Count], int) {
    return {x};
}
template <class T>
constexpr number_pointer<T> form_of(T* const& x, int) {
    return {x};
}
template <class T, size_t Rows, size_t Columns>
constexpr grid<T, Rows, Columns, true> form_of(matrix<T, Rows, Columns>& x, int) {
    return {x.values, Columns};
}
template <class T, size_t Rows, size_t Columns>
constexpr grid<const T, Rows, Columns, true> form_of(const matrix<T, Rows, Columns>& x, int) {
    return {x.values, Columns};
}
template <class T, size_t Count>
constexpr number_row<T, Count> form_of(matrix<T, Count, 1>& x, int) {
    return {x.values};
}
template <class T, size_t Count>
constexpr number_row<const T, Count> form_of(const matrix<T, Count, 1>& x, int) {
    return {x.values};
}
template <class T, size_t Rows, size_t Columns>
constexpr grid<T, Rows, Columns, false> form_of(matrix_view<T, Rows, Columns> x, int) {
    return {x.data(), x.stride()};
}
template <class T, uint32_t Features, sample_order Order>
constexpr given_view<sample_view<T, Features, Order>> form_of(sample_view<T, Features, Order> x,
                                                              int) {
    return {x};
}
template <class T, sample_order Order>
constexpr given_numbers<T, Order> form_of(flat_numbers<T, Order> x, int) {
    return {x};
}
template <class T, sample_order Order>
constexpr given_samples<T, Order> form_of(flat_samples<T, Order> x, int) {
    return {x};
}
template <class Data, class = decltype(*made<Data&>().data()),
          class = decltype(made<Data&>().size())>
constexpr auto form_of(Data& x, long) {
    return container_form(x);
}
template <class Data>
constexpr something_else form_of(const Data&, ...) {
    return {};
}

template <class Form, class = void>
inline constexpr bool takes_an_order = false;
template <class Form>
inline constexpr bool takes_an_order<
    Form, decltype(void(made<Form>().template ordered<sample_order::sample_major>()))> = true;

template <class Form>
inline constexpr bool is_pointer_form = false;
template <class T>
inline constexpr bool is_pointer_form<number_pointer<T>> = true;

template <sample_order Order, class Data>
constexpr auto in_order(Data& data) {
    using form = decltype(form_of(data, 0));
    constexpr bool is_pointer = is_pointer_form<form>;
    static_assert(!is_pointer,
                  "picomlp: a pointer does not say how many samples there are: "
                  "sample_major(pointer, samples)");
    static_assert(is_pointer || takes_an_order<form>,
                  "picomlp: sample_major and feature_major take an array, a matrix, a container "
                  "with data() and size(), or a pointer and the number of samples");
    if constexpr (takes_an_order<form>) {
        return form_of(data, 0).template ordered<Order>();
    } else {
        return flat_numbers<float, Order>{nullptr, 0};
    }
}

}  // namespace detail

/// States that `data` is samples x features, x[samples][features]: the features of a sample are
/// contiguous, as in CSV files, NumPy and PyTorch. `data` is an array, a matrix or matrix_view of
/// this library, or a container with data() and size(), such as std::vector, std::array, std::span
/// or Eigen's: of numbers, a multiple of the features (status::bad_argument), or of rows with a
/// fixed size, such as std::vector<std::array<float, 4>>. Nothing is copied: the data must outlive
/// the result, so pass a temporary container only in the call that reads it.
///
///     const std::vector<float> x = read_csv();
///     status = predict(w, scratch, sample_major(x), sample_major(y));
///
/// Batches are transposed in batches; the bits are the same.
template <class Data>
constexpr auto sample_major(Data&& data) {
    return detail::in_order<sample_order::sample_major>(data);
}
/// The same for `samples` samples from `data` on, which start `stride` numbers apart. stride is at
/// least the number of features (otherwise status::bad_argument), or 0 for exactly that number.
template <class T>
constexpr flat_samples<T, sample_order::sample_major> sample_major(T* data, size_t samples,
                                                                   size_t stride = 0) {
    return {data, samples, stride};
}
template <class T, size_t Features>
constexpr flat_numbers<T, sample_order::sample_major> sample_major(T (*data)[Features],
                                                                   size_t samples) {
    return {*data, samples * Features};
}

/// States that `data` is features x samples, x[features][samples]: the samples' values of a feature
/// are contiguous. This is the order in which the library computes. Otherwise as sample_major().
template <class Data>
constexpr auto feature_major(Data&& data) {
    return detail::in_order<sample_order::feature_major>(data);
}
/// The same for `samples` samples; the features start `stride` numbers apart. stride is at least
/// `samples` (otherwise status::bad_argument), or 0 for exactly that number.
template <class T>
constexpr flat_samples<T, sample_order::feature_major> feature_major(T* data, size_t samples,
                                                                     size_t stride = 0) {
    return {data, samples, stride};
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
