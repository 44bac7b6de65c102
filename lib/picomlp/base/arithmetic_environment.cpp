#include "picomlp/base/arithmetic_environment.hpp"

#include <stdint.h>

namespace picomlp {
inline namespace PICOMLP_PROFILE {

#ifdef __FLT_EVAL_METHOD__
static_assert(__FLT_EVAL_METHOD__ == 0,
              "float arithmetic must be rounded to float: compile for SSE2, not for the x87 unit");
#endif

namespace {

// Through bits, because a processor that flushes subnormals also compares them equal to zero.
float from_bits(uint32_t bits) {
    float value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

uint32_t to_bits(float value) {
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

// Volatile operands make the processor compute at run time what the compiler would know.
uint32_t sum(uint32_t a, uint32_t b) {
    const volatile float left = from_bits(a);
    const volatile float right = from_bits(b);
    const volatile float result = left + right;
    return to_bits(result);
}

uint32_t product(uint32_t a, uint32_t b) {
    const volatile float left = from_bits(a);
    const volatile float right = from_bits(b);
    const volatile float result = left * right;
    return to_bits(result);
}

constexpr uint32_t one = 0x3f800000;
constexpr uint32_t one_and_a_bit = one + 1;
constexpr uint32_t one_and_two_bits = one + 2;
constexpr uint32_t half_a_bit = 0x33800000;
constexpr uint32_t sign = 0x80000000;

// Four ties; each of the other directions (up, down, to zero, away from zero) misses one of them.
bool rounds_to_nearest_even() {
    return sum(one, half_a_bit) == one && sum(one_and_a_bit, half_a_bit) == one_and_two_bits &&
           sum(one | sign, half_a_bit | sign) == (one | sign) &&
           sum(one_and_a_bit | sign, half_a_bit | sign) == (one_and_two_bits | sign);
}

constexpr uint32_t smallest_normal = 0x00800000;
constexpr uint32_t half_of_it = 0x00400000;
constexpr uint32_t half = 0x3f000000;
constexpr uint32_t two = 0x40000000;

bool keeps_subnormals() {
    return product(smallest_normal, half) == half_of_it &&
           product(half_of_it, two) == smallest_normal;
}

}  // namespace

status check_arithmetic() noexcept {
    return rounds_to_nearest_even() && keeps_subnormals() ? status::ok
                                                          : status::unsupported_arithmetic;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
