// SPDX-License-Identifier: MIT
// Several instruction sets in one library, the best one chosen at the first call.
//
// The choice is one byte that every thread would write alike, so it needs no lock: relaxed atomics
// keep it free of data races and cost nothing on x86.
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"
#include "picomlp/simd/dispatch/x86_features.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace simd {

uint8_t choice = undecided;

}  // namespace simd

instruction_set active_instruction_set() noexcept {
    uint8_t chosen = __atomic_load_n(&simd::choice, __ATOMIC_RELAXED);
    if (chosen == simd::undecided) {
        chosen = static_cast<uint8_t>(simd::best_x86_instruction_set());
        __atomic_store_n(&simd::choice, chosen, __ATOMIC_RELAXED);
    }
    return static_cast<instruction_set>(chosen);
}

bool supports(instruction_set set) noexcept { return simd::processor_runs(set); }

status use_instruction_set(instruction_set set) noexcept {
    if (!supports(set)) return status::bad_argument;
    __atomic_store_n(&simd::choice, static_cast<uint8_t>(set), __ATOMIC_RELAXED);
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
