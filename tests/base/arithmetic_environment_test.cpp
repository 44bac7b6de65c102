// SPDX-License-Identifier: MIT
#include "picomlp/base/arithmetic_environment.hpp"

#include <fenv.h>
#include <stdint.h>

#include <initializer_list>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "doctest_config.hpp"

using picomlp::check_arithmetic;
using picomlp::check_double_arithmetic;
using picomlp::status;

TEST_CASE("a program that leaves the floating-point settings alone has supported arithmetic") {
    CHECK(check_arithmetic() == status::ok);
}

/// The routines of libgcc 12 for Thumb-2 without double hardware round some differences wrongly.
#if defined(__thumb2__) && (__ARM_FP & 8) == 0
constexpr status expected_of_double = status::unsupported_arithmetic;
#else
constexpr status expected_of_double = status::ok;
#endif

TEST_CASE("double arithmetic is supported, unless the compiler's routines round wrongly") {
    CHECK(check_double_arithmetic() == expected_of_double);
    // Results from integer arithmetic: the exact difference, rounded to 53 bits.
    volatile double one = 1;
    volatile double subtracted = 0x1.3e52d3e1effa3p-33;
    volatile double added = -0x1.0fd7d6cfe7058p-33;
    const bool right = one - subtracted == 0x1.fffffffec1ad3p-1;
    const bool right_as_sum = one + added == 0x1.fffffffef0283p-1;
    CHECK(right == (expected_of_double == status::ok));
    CHECK(right_as_sum == (expected_of_double == status::ok));
}

#if defined(FE_UPWARD) && defined(FE_DOWNWARD) && defined(FE_TOWARDZERO)
TEST_CASE("every other rounding direction is unsupported arithmetic") {
    for (const int direction : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
        const int before = fegetround();
        if (fesetround(direction) != 0) continue;  // a target that only rounds to nearest
        const status outcome = check_arithmetic();
        const status of_double = check_double_arithmetic();
        fesetround(before);
        CHECK(outcome == status::unsupported_arithmetic);
        CHECK(of_double == status::unsupported_arithmetic);
    }
    CHECK(check_arithmetic() == status::ok);
}

#endif

#if defined(__arm__) && defined(__ARM_FP)
uint32_t control_register() {
    uint32_t bits;
    __asm__ volatile("vmrs %0, fpscr" : "=r"(bits));
    return bits;
}

void set_control_register(uint32_t bits) { __asm__ volatile("vmsr fpscr, %0" ::"r"(bits)); }

TEST_CASE("a flushing or otherwise rounding FPSCR is unsupported arithmetic") {
    constexpr uint32_t flush_to_zero = 1u << 24;
    constexpr uint32_t upwards = 1u << 22;
    constexpr uint32_t downwards = 2u << 22;
    constexpr uint32_t to_zero = 3u << 22;
    const uint32_t before = control_register();
    for (const uint32_t setting : {flush_to_zero, upwards, downwards, to_zero}) {
        set_control_register(before | setting);
        const status outcome = check_arithmetic();
        const status of_double = check_double_arithmetic();
        set_control_register(before);
        CHECK(outcome == status::unsupported_arithmetic);
        CHECK(of_double == status::unsupported_arithmetic);
    }
    CHECK(check_arithmetic() == status::ok);
}
#endif

#if defined(__SSE2__)
TEST_CASE("flushing subnormal operands or results is unsupported arithmetic") {
    constexpr unsigned flush_results = 0x8000;
    constexpr unsigned flush_operands = 0x0040;
    for (const unsigned setting : {flush_results, flush_operands, flush_results | flush_operands}) {
        const unsigned before = _mm_getcsr();
        _mm_setcsr(before | setting);
        const status outcome = check_arithmetic();
        const status of_double = check_double_arithmetic();
        _mm_setcsr(before);
        CHECK(outcome == status::unsupported_arithmetic);
        CHECK(of_double == status::unsupported_arithmetic);
    }
    CHECK(check_arithmetic() == status::ok);
}
#endif
