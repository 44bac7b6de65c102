// The only instruction set of a library that was built for one.
#include "picomlp/simd/direct.hpp"
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

instruction_set active_instruction_set() noexcept { return simd::direct_instruction_set; }

bool supports(instruction_set set) noexcept { return set == active_instruction_set(); }

status use_instruction_set(instruction_set set) noexcept {
    return supports(set) ? status::ok : status::bad_argument;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
