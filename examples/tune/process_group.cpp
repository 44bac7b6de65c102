// SPDX-License-Identifier: MIT
#include "tune/process_group.hpp"

#include <cstdio>

namespace tune {

void print(const ending& end) {
    std::FILE* const out = end.exit_code == 0 ? stdout : stderr;
    std::fputs(end.text.c_str(), out);
    std::fflush(out);
}

}  // namespace tune
