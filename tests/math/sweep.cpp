// SPDX-License-Identifier: MIT
// The slow sweep: one float function over every bit pattern, or every N-th.
//     sweep FUNCTION [STEP]
// Prints the largest error and fails when it exceeds the bound that the header states.
#include "sweep.hpp"

#include <cstdio>
#include <cstdlib>

using namespace testing;

int main(int argument_count, char** arguments) {
    const elementary_function* function =
        argument_count > 1 ? find_function(arguments[1]) : nullptr;
    const uint64_t step = argument_count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
    if (function == nullptr || step == 0) {
        std::fprintf(stderr, "usage: sweep FUNCTION [STEP]\n");
        return 2;
    }
    const sweep_result result = sweep(*function, step);
    std::printf("%-10s largest error %.4f ulp at %a, bound %.2f, wrong %llu (first %a)\n",
                function->name, result.worst, static_cast<double>(result.where),
                function->float_bound, static_cast<unsigned long long>(result.wrong),
                static_cast<double>(result.first_wrong));
    return result.worst <= function->float_bound && result.wrong == 0 ? 0 : 1;
}
