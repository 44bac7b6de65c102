// SPDX-License-Identifier: MIT
// Prints the checksum of every elementary function, in the form of golden/checksums.hpp: run it
// after a deliberate change of an algorithm, and compare its output between builds and targets.
//     math_checksums > golden/checksums.hpp
#include <cstdio>

#include "checksum.hpp"
#include "functions.hpp"

using namespace testing;

namespace {

void print(const char* name, uint32_t float_sum, uint32_t double_sum) {
    std::printf("    {\"%s\", 0x%08xu, 0x%08xu},\n", name, float_sum, double_sum);
}

}  // namespace

int main() {
    std::printf(
        "// Written by tests/math/checksums.cpp; regenerate with: math_checksums > "
        "tests/math/golden/checksums.hpp\n");
    std::printf("#pragma once\n\n#include <cstdint>\n\nnamespace golden {\n\n");
    std::printf("struct checksum {\n    const char* name;\n    uint32_t float_sum;\n");
    std::printf("    uint32_t double_sum;\n};\n\n");
    std::printf("inline const checksum checksums[] = {\n");
    for (const elementary_function& function : elementary_functions)
        print(function.name, checksum_of(function.float_form), checksum_of(function.double_form));
    print("sincos_turn", checksum_of_float_turns(), checksum_of_double_turns());
    std::printf("};\n\n}  // namespace golden\n");
}
