// SPDX-License-Identifier: MIT
// The only instruction set of a library that was built for one.
#if defined(PICOMLP_INSTRUCTION_SET)
#include "picomlp/simd/dispatch/this_instruction_set.hpp"
#include "picomlp/simd/dispatch/x86_features.hpp"
#else
#include "picomlp/simd/dispatch/target.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

#if defined(PICOMLP_INSTRUCTION_SET)
constexpr instruction_set only = instruction_set::PICOMLP_INSTRUCTION_SET;
bool processor_runs_it() { return simd::processor_runs(only); }
#else
constexpr instruction_set only = simd::target_instruction_set;
constexpr bool processor_runs_it() { return true; }
#endif

}  // namespace

instruction_set active_instruction_set() noexcept { return only; }

bool supports(instruction_set set) noexcept { return set == only && processor_runs_it(); }

status use_instruction_set(instruction_set set) noexcept {
    return supports(set) ? status::ok : status::bad_argument;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
