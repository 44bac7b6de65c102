#include "picomlp/base/arithmetic_environment.hpp"

#include <fenv.h>

#include <initializer_list>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "doctest_config.hpp"

using picomlp::check_arithmetic;
using picomlp::status;

TEST_CASE("a program that leaves the floating-point settings alone has supported arithmetic") {
    CHECK(check_arithmetic() == status::ok);
}

TEST_CASE("every other rounding direction is unsupported arithmetic") {
    for (const int direction : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
        const int before = fegetround();
        if (fesetround(direction) != 0) continue;  // a target that only rounds to nearest
        const status outcome = check_arithmetic();
        fesetround(before);
        CHECK(outcome == status::unsupported_arithmetic);
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
        _mm_setcsr(before);
        CHECK(outcome == status::unsupported_arithmetic);
    }
    CHECK(check_arithmetic() == status::ok);
}
#endif
