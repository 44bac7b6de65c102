#include "picomlp/simd/instruction_set.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const char* name_of(instruction_set set) noexcept {
    switch (set) {
        case instruction_set::scalar:
            return "scalar";
        case instruction_set::sse2:
            return "sse2";
        case instruction_set::avx2:
            return "avx2";
        case instruction_set::avx512:
            return "avx512";
        case instruction_set::helium:
            return "helium";
        case instruction_set::neon:
            return "neon";
        case instruction_set::simd128:
            return "simd128";
    }
    return "unknown";
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
