// SPDX-License-Identifier: MIT
#include "picomlp/kernels/vector_arithmetic.hpp"

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/detail/dense.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

/// Floats in a vector of the widest instruction set.
constexpr size_t count = 16;
constexpr float smallest_normal = 0x1p-126F;
constexpr uint32_t bits_of_half_of_it = 0x00400000;

/// Compares bits, because a processor that flushes subnormals also compares them equal to zero.
bool all_have_bits(const float* x, uint32_t wanted) {
    bool good = true;
    for (size_t k = 0; k < count; ++k) {
        uint32_t bits;
        __builtin_memcpy(&bits, x + k, sizeof bits);
        good &= bits == wanted;
    }
    return good;
}

}  // namespace

status check_vector_arithmetic() noexcept {
    float gradient[count];
    float half_of_it[count];
    for (size_t k = 0; k < count; ++k) {
        gradient[k] = smallest_normal;
        half_of_it[k] = 0.0F;
    }
    // From normal operands to subnormal results, and back: 0 + normal / 2, then 0 + 2 * subnormal.
    bool kept = kernels::sgd_step(count, -0.5F, gradient, half_of_it) &&
                all_have_bits(half_of_it, bits_of_half_of_it);
    for (float& value : gradient) value = 0.0F;
    kept = kept && kernels::sgd_step(count, -2.0F, half_of_it, gradient) &&
           all_have_bits(gradient, 2 * bits_of_half_of_it);
    return kept ? status::ok : status::unsupported_arithmetic;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
