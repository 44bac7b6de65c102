// SPDX-License-Identifier: MIT
#include "common/paragraph.hpp"

#include <sstream>

std::string wrapped(const std::string& text, size_t width, size_t indent) {
    std::istringstream words(text);
    std::string lines;
    std::string word;
    size_t column = indent;
    while (words >> word) {
        const bool begins_line = column == indent;
        if (!begins_line && column + 1 + word.size() > width) {
            lines += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!begins_line) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += word.size();
    }
    return lines;
}
