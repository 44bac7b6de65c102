// SPDX-License-Identifier: MIT
// Why a search cannot be made.
#pragma once

#include <stdexcept>

namespace tune {

/// In words for the user.
struct search_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace tune
