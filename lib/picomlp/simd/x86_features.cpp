#include "picomlp/simd/x86_features.hpp"

#include <cpuid.h>

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

namespace {

// XCR0: which registers the operating system saves when it switches tasks. Written as bytes
// because the intrinsic wants a compiler flag that would let other instructions in.
uint32_t saved_registers() {
    uint32_t low = 0;
    uint32_t high = 0;
    __asm__ volatile(".byte 0x0f, 0x01, 0xd0" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

}  // namespace

instruction_set widest_x86_instruction_set() noexcept {
    constexpr uint32_t osxsave_bit = 1U << 27;
    constexpr uint32_t fma_bit = 1U << 12;
    constexpr uint32_t avx2_bit = 1U << 5;
    constexpr uint32_t avx512f_bit = 1U << 16;
    constexpr uint32_t ymm_saved = 0x06;
    constexpr uint32_t zmm_saved = 0xe6;

    uint32_t a = 0;
    uint32_t b = 0;
    uint32_t c = 0;
    uint32_t d = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return instruction_set::sse2;
    if (!(c & osxsave_bit) || !(c & fma_bit)) return instruction_set::sse2;
    const uint32_t saved = saved_registers();
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return instruction_set::sse2;
    if (!(b & avx2_bit) || (saved & ymm_saved) != ymm_saved) return instruction_set::sse2;
    if (!(b & avx512f_bit) || (saved & zmm_saved) != zmm_saved) return instruction_set::avx2;
    return instruction_set::avx512;
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
