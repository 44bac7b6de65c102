// SPDX-License-Identifier: MIT
// A file of its own, so that check_arithmetic() brings no double arithmetic along.
#include "picomlp/base/arithmetic_environment.hpp"
#include "picomlp/base/detail/arithmetic_probes.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

constexpr uint64_t one = 0x3ff0000000000000;
constexpr uint64_t smallest_normal = 0x0010000000000000;

// 1 - 0x1.3e52d3e1effa3p-33 and 1 + -0x1.0fd7d6cfe7058p-33: sums and differences may have separate
// routines. When the exponents are 33 apart and the result falls below a power of two, libgcc 12
// for Thumb-2 rounds by a bit that it has already dropped.
bool rounds_differences() {
    return detail::difference(one, uint64_t{0x3de3e52d3e1effa3}) == 0x3fefffffffec1ad3 &&
           detail::sum(one, uint64_t{0xbde0fd7d6cfe7058}) == 0x3fefffffffef0283;
}

}  // namespace

status check_double_arithmetic() noexcept {
    if (check_arithmetic() != status::ok) return status::unsupported_arithmetic;
    return rounds_differences() && detail::keeps_subnormals(one, smallest_normal)
               ? status::ok
               : status::unsupported_arithmetic;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
