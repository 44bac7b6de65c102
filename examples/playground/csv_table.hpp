// SPDX-License-Identifier: MIT
// A visitor's table out of a CSV file, as the page reads it.
#pragma once

#include <filesystem>

#include "playground/data.hpp"

namespace playground {

/// Three columns: two features, and what is learnt. Where the last has two different cells, they
/// are classes, 0 being that of the first row; else it must hold numbers. Throws file_error.
void read_table(const std::filesystem::path& csv, given_table& table);

}  // namespace playground
