// SPDX-License-Identifier: MIT
// Measurements for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "contender.hpp"
#include "measure.hpp"

namespace bench {

void print_heading(const contender& who, bool is_double);
void print_line(const measurement& result);

/// False when the file cannot be written; a file that was begun is removed then.
bool write_json(const std::string& file, const contender& who, bool is_double,
                const std::vector<measurement>& results);

}  // namespace bench
