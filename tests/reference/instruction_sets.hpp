// Runs a test once with every instruction set that the library holds and this processor has.
#pragma once

#include <initializer_list>

#include "picomlp/simd/instruction_set.hpp"

namespace reference {

template <class Body>
void for_each_instruction_set(Body body) {
    const picomlp::instruction_set before = picomlp::active_instruction_set();
    for (auto set : {picomlp::instruction_set::scalar, picomlp::instruction_set::sse2,
                     picomlp::instruction_set::avx2, picomlp::instruction_set::avx512,
                     picomlp::instruction_set::helium, picomlp::instruction_set::neon,
                     picomlp::instruction_set::simd128}) {
        if (picomlp::use_instruction_set(set) == picomlp::status::ok) body(set);
    }
    (void)picomlp::use_instruction_set(before);
}

}  // namespace reference
