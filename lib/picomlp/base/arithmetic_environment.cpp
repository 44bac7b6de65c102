// SPDX-License-Identifier: MIT
#include "picomlp/base/arithmetic_environment.hpp"

#include "picomlp/base/detail/arithmetic_probes.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

#ifdef __FLT_EVAL_METHOD__
static_assert(__FLT_EVAL_METHOD__ == 0,
              "float arithmetic must be rounded to float: compile for SSE2, not for the x87 unit");
#endif

namespace {

constexpr uint32_t one = 0x3f800000;
constexpr uint32_t one_and_a_bit = one + 1;
constexpr uint32_t one_and_two_bits = one + 2;
constexpr uint32_t half_a_bit = 0x33800000;
constexpr uint32_t sign = 0x80000000;
constexpr uint32_t smallest_normal = 0x00800000;

// Four ties; each of the other directions (up, down, to zero, away from zero) misses one of them.
bool rounds_to_nearest_even() {
    using detail::sum;
    return sum(one, half_a_bit) == one && sum(one_and_a_bit, half_a_bit) == one_and_two_bits &&
           sum(one | sign, half_a_bit | sign) == (one | sign) &&
           sum(one_and_a_bit | sign, half_a_bit | sign) == (one_and_two_bits | sign);
}

}  // namespace

status check_arithmetic() noexcept {
    return rounds_to_nearest_even() && detail::keeps_subnormals(one, smallest_normal)
               ? status::ok
               : status::unsupported_arithmetic;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
