// SPDX-License-Identifier: MIT
// The instruction set of x86-64 that a source is compiled for. The build says its name,
// -DPICOMLP_INSTRUCTION_SET=avx2, beside its flags; its vectors are in the file of that
// name in simd/vectors.
#pragma once

#include "picomlp/simd/instruction_set.hpp"

#define PICOMLP_TEXT_AS_IS(text) #text
#define PICOMLP_TEXT(text) PICOMLP_TEXT_AS_IS(text)
// clang-format off
#include PICOMLP_TEXT(picomlp/simd/vectors/PICOMLP_INSTRUCTION_SET.hpp)
// clang-format on
#undef PICOMLP_TEXT
#undef PICOMLP_TEXT_AS_IS

/// ITEM(avx2), if that is the one.
#define PICOMLP_THIS_INSTRUCTION_SET(ITEM) PICOMLP_WITH_NAME(ITEM, PICOMLP_INSTRUCTION_SET)
#define PICOMLP_WITH_NAME(ITEM, name) ITEM(name)

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

using this_instruction_set = PICOMLP_INSTRUCTION_SET;

#define PICOMLP_PLUS_EQUAL(name) \
    +(instruction_set::PICOMLP_INSTRUCTION_SET == instruction_set::name ? 1 : 0)
static_assert(0 PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_PLUS_EQUAL) == 1,
              "picomlp: name the build's instruction set in PICOMLP_X86_INSTRUCTION_SETS as well");
#undef PICOMLP_PLUS_EQUAL

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
