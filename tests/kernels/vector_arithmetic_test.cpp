// SPDX-License-Identifier: MIT
#include "picomlp/kernels/vector_arithmetic.hpp"

#include <cstdint>
#include <initializer_list>
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/simd/instruction_set.hpp"

using picomlp::check_vector_arithmetic;
using picomlp::status;

namespace {

#if defined(__aarch64__)
constexpr bool neon_flushes = false;
#else
constexpr bool neon_flushes = true;
#endif

}  // namespace

TEST_CASE("kernels keep subnormals, unless they are Helium's or ARMv7-A's NEON") {
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        const bool flushing = set == picomlp::instruction_set::helium ||
                              (neon_flushes && set == picomlp::instruction_set::neon);
        CHECK(check_vector_arithmetic() ==
              (flushing ? status::unsupported_arithmetic : status::ok));
    });
}

#if defined(__SSE2__)
TEST_CASE("kernels that flush subnormal operands or results are noticed") {
    constexpr unsigned flush_results = 0x8000;
    constexpr unsigned flush_operands = 0x0040;
    testing::for_each_instruction_set([](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        for (const unsigned setting : {flush_results, flush_operands}) {
            const unsigned before = _mm_getcsr();
            _mm_setcsr(before | setting);
            const status outcome = check_vector_arithmetic();
            _mm_setcsr(before);
            CHECK(outcome == status::unsupported_arithmetic);
        }
    });
}
#endif

#if defined(__aarch64__)
TEST_CASE("kernels that the control register makes flush subnormals are noticed") {
    constexpr std::uint64_t flush_to_zero = 1U << 24;
    std::uint64_t before;
    asm volatile("mrs %0, fpcr" : "=r"(before));
    asm volatile("msr fpcr, %0" : : "r"(before | flush_to_zero));
    const status outcome = check_vector_arithmetic();
    asm volatile("msr fpcr, %0" : : "r"(before));
    CHECK(outcome == status::unsupported_arithmetic);
}
#endif
