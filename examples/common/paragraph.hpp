// SPDX-License-Identifier: MIT
// Text in lines of a terminal's width.
#pragma once

#include <cstddef>
#include <string>

/// `text` with line breaks in place of blanks, so that lines have at most `width` characters, all
/// but the first after `indent` blanks; the first is taken to begin there as well. A longer word
/// stands alone, whole. No line break at the end.
std::string wrapped(const std::string& text, size_t width, size_t indent = 0);
