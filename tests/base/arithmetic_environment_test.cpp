#include "picomlp/base/arithmetic_environment.hpp"

#include <fenv.h>

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
    volatile double one = 1;
    volatile double small = 0x1.3e52d3e1effa3p-33;
    const bool right = one - small == 0x1.fffffffec1ad3p-1;
    CHECK(right == (expected_of_double == status::ok));
}

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
