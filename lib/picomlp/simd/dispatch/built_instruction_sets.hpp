// SPDX-License-Identifier: MIT
// The instruction sets of x86-64 that this library holds, and what belongs to the active one.
#pragma once

#include <stddef.h>
#include <stdint.h>

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

// Their types (simd/vectors), of which a choice needs the names alone.
#define PICOMLP_DECLARE(name) struct name;
PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_DECLARE)
#undef PICOMLP_DECLARE

#define PICOMLP_ONE_MORE(name) +1
inline constexpr size_t built_instruction_set_count =
    PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ONE_MORE);
#undef PICOMLP_ONE_MORE

/// Of several: the place of the active one in the list, or undecided before it is chosen (x86.cpp).
/// Read with relaxed atomics.
inline constexpr uint8_t undecided = 0xff;
[[gnu::visibility("hidden")]] extern uint8_t choice;

/// The active instruction set's entry. entries: one for each of PICOMLP_BUILT_INSTRUCTION_SETS.
template <class Entry, size_t Count>
const Entry& active_of(const Entry (&entries)[Count]) noexcept {
    static_assert(Count == built_instruction_set_count,
                  "picomlp: one entry for each of PICOMLP_BUILT_INSTRUCTION_SETS");
    if constexpr (Count == 1) {
        return entries[0];
    } else {
        // The list of x86-64's is the beginning of the enumeration.
        const uint8_t chosen = __atomic_load_n(&choice, __ATOMIC_RELAXED);
        if (__builtin_expect(chosen != undecided, 1)) return entries[chosen];
        return entries[static_cast<uint8_t>(active_instruction_set())];
    }
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
