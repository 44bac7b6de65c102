// SPDX-License-Identifier: MIT
#include "picomlp/simd/dispatch/x86_features.hpp"

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

struct x86_features {
    bool avx2_and_fma = false;
    bool avx512f = false;
};

x86_features find_features() {
    constexpr uint32_t osxsave_bit = 1U << 27;
    constexpr uint32_t fma_bit = 1U << 12;
    constexpr uint32_t avx2_bit = 1U << 5;
    constexpr uint32_t avx512f_bit = 1U << 16;
    constexpr uint32_t ymm_saved = 0x06;
    constexpr uint32_t zmm_saved = 0xe6;

    x86_features found;
    uint32_t a = 0;
    uint32_t b = 0;
    uint32_t c = 0;
    uint32_t d = 0;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return found;
    if (!(c & osxsave_bit) || !(c & fma_bit)) return found;
    const uint32_t saved = saved_registers();
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return found;
    found.avx2_and_fma = (b & avx2_bit) && (saved & ymm_saved) == ymm_saved;
    found.avx512f = found.avx2_and_fma && (b & avx512f_bit) && (saved & zmm_saved) == zmm_saved;
    return found;
}

// A set that is missing here is one that the compiler warns of.
bool suffice(x86_features found, instruction_set set) {
    switch (set) {
        case instruction_set::scalar:
        case instruction_set::sse2:
            return true;
        case instruction_set::avx2:
            return found.avx2_and_fma;
        case instruction_set::avx512:
            return found.avx512f;
        case instruction_set::helium:
        case instruction_set::neon:
        case instruction_set::simd128:
            return false;
    }
    return false;
}

}  // namespace

bool processor_runs(instruction_set set) noexcept { return suffice(find_features(), set); }

instruction_set best_x86_instruction_set() noexcept {
    const x86_features found = find_features();
    auto best = instruction_set::scalar;
#define PICOMLP_TRY(name) \
    if (suffice(found, instruction_set::name)) best = instruction_set::name;
    PICOMLP_X86_INSTRUCTION_SETS(PICOMLP_TRY)
#undef PICOMLP_TRY
    return best;
}

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
