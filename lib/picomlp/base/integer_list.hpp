// SPDX-License-Identifier: MIT
// A view of contiguous integers (orders, labels) in an array or container.
#pragma once

#include <stddef.h>

#include "picomlp/base/numbers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// Refers to storage and owns none. `valid` is false when the argument does not hold integers.
template <class Integer>
struct integer_list {
    static constexpr bool valid = is_integer<Integer>;

    const Integer* first;
    size_t count;
};

template <class T>
struct unqualified {
    using type = T;
};
template <class T>
struct unqualified<const T> {
    using type = T;
};

template <class Integer>
constexpr auto list_at(Integer* first, size_t count) {
    return integer_list<typename unqualified<Integer>::type>{first, count};
}

/// The list in anything with data() and size(), such as std::vector<int>.
template <class Container>
constexpr auto list_in(const Container& all, int) -> decltype(list_at(all.data(), all.size())) {
    return list_at(all.data(), all.size());
}
template <class Anything>
constexpr integer_list<void> list_in(const Anything&, long) {
    return {nullptr, 0};
}

template <class Container>
constexpr auto list_of(const Container& all) {
    return list_in(all, 0);
}
template <class Integer, size_t Count>
constexpr integer_list<Integer> list_of(const Integer (&all)[Count]) {
    return {all, Count};
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
