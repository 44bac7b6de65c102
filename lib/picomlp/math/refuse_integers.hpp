// SPDX-License-Identifier: MIT
// A one-line error for calls such as exp(2), which a compiler would only call ambiguous.
#pragma once

#include "picomlp/base/numbers.hpp"

/// Declares `function` for all integer types; calling it fails with a message that says what to do.
#define PICOMLP_REFUSE_INTEGERS(function)                                                  \
    template <class Integer>                                                               \
    ::picomlp::detail::if_integer<Integer> function(Integer) noexcept {                    \
        static_assert(!::picomlp::detail::is_integer<Integer>,                             \
                      "picomlp: math functions take float or double: 2.0F or 2.0, not 2"); \
        return Integer();                                                                  \
    }
