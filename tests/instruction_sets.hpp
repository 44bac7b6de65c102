// SPDX-License-Identifier: MIT
// Runs a test once with every instruction set that the library holds and this processor has.
#pragma once

#include "picomlp/simd/instruction_set.hpp"

namespace testing {

template <class Body>
void for_each_instruction_set(Body body) {
    const picomlp::instruction_set before = picomlp::active_instruction_set();
    for (const auto set : picomlp::every_instruction_set) {
        if (picomlp::use_instruction_set(set) == picomlp::status::ok) body(set);
    }
    (void)picomlp::use_instruction_set(before);
}

}  // namespace testing
