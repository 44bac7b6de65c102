// The only instruction set of a library that was built for one of x86-64's.
#include "picomlp/simd/alone.hpp"
#include "picomlp/simd/x86_features.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

instruction_set active_instruction_set() noexcept { return simd::alone_instruction_set; }

bool supports(instruction_set set) noexcept {
    return set == simd::alone_instruction_set && set <= simd::widest_x86_instruction_set();
}

status use_instruction_set(instruction_set set) noexcept {
    return supports(set) ? status::ok : status::bad_argument;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
