// SPDX-License-Identifier: MIT
// The slow sweep: a function in integers against the same in floats, over every bit pattern or
// every N-th.
//     integer_sweep FUNCTION [STEP]
#include <cstdio>
#include <cstdlib>

#include "forms.hpp"

using namespace testing;

int main(int argument_count, char** arguments) {
    const integer_form* form = argument_count > 1 ? find_integer_form(arguments[1]) : nullptr;
    const unsigned long step = argument_count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 1;
    if (form == nullptr || step == 0 || step > 0xffffffffu) {
        std::fprintf(stderr, "usage: integer_sweep FUNCTION [STEP]\n");
        return 2;
    }
    difference_count count;
    count_differences(*form, 0, 0xffffffffu, static_cast<uint32_t>(step), count);
    std::printf("%-10s %llu arguments, %llu differ (first %a)\n", form->name,
                static_cast<unsigned long long>(count.compared),
                static_cast<unsigned long long>(count.different), static_cast<double>(count.first));
    return count.different == 0 ? 0 : 1;
}
