#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

[[gnu::always_inline]] inline bool has_full_exponent(float x) {
    uint32_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (bits & 0x7f800000U) == 0x7f800000U;
}

[[gnu::always_inline]] inline bool has_full_exponent(double x) {
    uint64_t bits;
    __builtin_memcpy(&bits, &x, sizeof bits);
    return (bits & 0x7ff0000000000000U) == 0x7ff0000000000000U;
}

}  // namespace

bool is_finite(float x) noexcept { return !has_full_exponent(x); }
bool is_finite(double x) noexcept { return !has_full_exponent(x); }

template <class T>
bool all_finite(uint32_t row_count, uint32_t columns, rows<const T> matrix) noexcept {
    bool good = true;
    for (uint32_t r = 0; r < row_count; ++r) {
        const T* row = matrix[r];
        for (uint32_t c = 0; c < columns; ++c) good &= !has_full_exponent(row[c]);
    }
    return good;
}

template bool all_finite(uint32_t, uint32_t, rows<const float>) noexcept;
template bool all_finite(uint32_t, uint32_t, rows<const double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
