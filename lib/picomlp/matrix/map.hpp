// SPDX-License-Identifier: MIT
// map(): applies a function to every element.
#pragma once

#include "picomlp/matrix/arithmetic.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace detail {

/// Either form of an elementwise function. For an overloaded name such as picomlp::math::exp the
/// array form is taken, because the constructor that is not a template wins.
template <class T>
struct element_function {
    using of_one = T (*)(T);
    using of_many = void (*)(const T*, T*, size_t);

    of_one one = nullptr;
    of_many many = nullptr;

    constexpr element_function(of_many function) : many(function) {}
    template <int = 0>
    constexpr element_function(of_one function) : one(function) {}
    template <class Function,
              class = decltype(static_cast<of_one>(*static_cast<Function*>(nullptr)))>
    constexpr element_function(Function function) : one(function) {}
};
template <>
struct element_function<void> {
    template <class Anything>
    constexpr element_function(const Anything&) {}
};

}  // namespace detail

/// C(r, c) = function(A(r, c)). C may be A and must not overlap it in any other way. `function` is
/// T(T), a lambda without captures of that kind, or void(const T* x, T* y, size_t n), which maps n
/// contiguous elements and allows y == x. picomlp::math::exp and picomlp::math::tanh have both
/// forms; then the second is taken, which gives the same bits much faster.
template <class AMatrix, class CMatrix>
void map(const AMatrix& a, detail::element_function<detail::value_of<CMatrix>> function,
         CMatrix&& c) noexcept {
    using namespace detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: map needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        using T = value_of<AMatrix>;
        const matrix_size n = size_of<AMatrix>;
        if (function.many != nullptr) {
            map_elements<T>(n, rows_to_read(a), function.many, rows_to_write(c));
        } else {
            map_elements<T>(n, rows_to_read(a), function.one, rows_to_write(c));
        }
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
