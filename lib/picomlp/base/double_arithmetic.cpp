// A file of its own, so that check_arithmetic() brings no double arithmetic along.
#include <stdint.h>

#include "picomlp/base/arithmetic_environment.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

double from_bits(uint64_t bits) {
    double value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}

uint64_t to_bits(double value) {
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

// Volatile operands make the processor compute at run time what the compiler would know.
uint64_t difference(uint64_t a, uint64_t b) {
    const volatile double left = from_bits(a);
    const volatile double right = from_bits(b);
    const volatile double result = left - right;
    return to_bits(result);
}

uint64_t product(uint64_t a, uint64_t b) {
    const volatile double left = from_bits(a);
    const volatile double right = from_bits(b);
    const volatile double result = left * right;
    return to_bits(result);
}

constexpr uint64_t one = 0x3ff0000000000000;

// 1 - 0x1.3e52d3e1effa3p-33: when exponents are 33 apart and the difference falls below a power of
// two, libgcc 12 for Thumb-2 rounds by a bit that it has dropped.
bool rounds_differences() { return difference(one, 0x3de3e52d3e1effa3) == 0x3fefffffffec1ad3; }

constexpr uint64_t smallest_normal = 0x0010000000000000;
constexpr uint64_t half_of_it = 0x0008000000000000;
constexpr uint64_t half = 0x3fe0000000000000;
constexpr uint64_t two = 0x4000000000000000;

bool keeps_subnormals() {
    return product(smallest_normal, half) == half_of_it &&
           product(half_of_it, two) == smallest_normal;
}

}  // namespace

status check_double_arithmetic() noexcept {
    if (check_arithmetic() != status::ok) return status::unsupported_arithmetic;
    return rounds_differences() && keeps_subnormals() ? status::ok : status::unsupported_arithmetic;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
