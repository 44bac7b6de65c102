// SPDX-License-Identifier: MIT
#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

#define PICOMLP_CASE(name)      \
    case instruction_set::name: \
        return #name;
const char* name_of(instruction_set set) noexcept {
    switch (set) { PICOMLP_INSTRUCTION_SETS(PICOMLP_CASE) }
    return "unknown";
}
#undef PICOMLP_CASE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
