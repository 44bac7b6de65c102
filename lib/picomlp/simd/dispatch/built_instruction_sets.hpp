// The instruction sets of x86-64 that this library holds, and what belongs to the active one.
#pragma once

#include <stddef.h>

#include "picomlp/simd/instruction_set.hpp"

// All of a library built for one alone is compiled with its name.
#if defined(PICOMLP_INSTRUCTION_SET)
#include "picomlp/simd/dispatch/this_instruction_set.hpp"
#define PICOMLP_BUILT_INSTRUCTION_SETS(ITEM) PICOMLP_THIS_INSTRUCTION_SET(ITEM)
#else
#define PICOMLP_BUILT_INSTRUCTION_SETS(ITEM) PICOMLP_X86_INSTRUCTION_SETS(ITEM)
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

#define PICOMLP_ONE_MORE(name) +1
inline constexpr size_t built_instruction_set_count =
    PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ONE_MORE);
#undef PICOMLP_ONE_MORE

/// The active instruction set's entry. entries: one for each of PICOMLP_BUILT_INSTRUCTION_SETS.
template <class Entry, size_t Count>
const Entry& active_of(const Entry (&entries)[Count]) noexcept {
    static_assert(Count == built_instruction_set_count,
                  "picomlp: one entry for each of PICOMLP_BUILT_INSTRUCTION_SETS");
    if constexpr (Count == 1) {
        return entries[0];
    } else {
        // The list of x86-64's is the beginning of the enumeration.
        return entries[static_cast<uint8_t>(active_instruction_set())];
    }
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
