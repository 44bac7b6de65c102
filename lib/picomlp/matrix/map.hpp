// map(): applies a function to every element.
#pragma once

#include "picomlp/matrix/elementwise.hpp"
#include "picomlp/matrix/operand.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace matrix_detail {

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

}  // namespace matrix_detail

/// C(r, c) = function(A(r, c)). C may be A and must not overlap it in any other way. `function` is
/// T(T), a lambda without captures of that kind, or void(const T* x, T* y, size_t n), which maps n
/// contiguous elements and allows y == x. picomlp::math::exp and picomlp::math::tanh have both
/// forms; then the second is taken, which gives the same bits much faster.
template <class AMatrix, class CMatrix>
void map(const AMatrix& a,
         matrix_detail::element_function<matrix_detail::value_of<CMatrix>> function,
         CMatrix&& c) noexcept {
    using namespace matrix_detail;
    constexpr bool fits = same_shapes<AMatrix, CMatrix> && writable<CMatrix>;
    static_assert(fits,
                  "picomlp: map needs A and C of one shape and one element type, C not const");
    if constexpr (fits) {
        using T = value_of<AMatrix>;
        const elementwise::size n{shape<AMatrix>::rows, shape<AMatrix>::columns};
        if (function.many != nullptr) {
            elementwise::map<T>(n, reading(a), function.many, writing(c));
        } else {
            elementwise::map<T>(n, reading(a), function.one, writing(c));
        }
    }
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
