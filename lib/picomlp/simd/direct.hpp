// The instruction set of a build that has only one, by the compiler's target: chosen for each
// number type, since hardware may compute with one of them alone.
#pragma once

#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && defined(__ARM_FEATURE_FMA) && \
    !defined(__OPTIMIZE_SIZE__)
#include "picomlp/simd/one_by_one.hpp"
#include "picomlp/simd/vfp.hpp"
#define PICOMLP_DIRECT_FLOAT vfp
#else
#include "picomlp/simd/one_by_one.hpp"
#define PICOMLP_DIRECT_FLOAT one_by_one<float>
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

template <class T>
struct direct_walk {
    using type = one_by_one<T>;
};
template <>
struct direct_walk<float> {
    using type = PICOMLP_DIRECT_FLOAT;
};

/// What kernels for one sample, and for plain arrays, walk by.
template <class T>
using direct = typename direct_walk<T>::type;

/// Whether a sample's weighted sums are found faster several at a time, by the tiles of
/// kernels/weighted_rows.hpp: where float operations wait for each other, which those of a
/// microcontroller do not.
#if defined(__OPTIMIZE_SIZE__) || (defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M') || \
    (defined(__riscv) && __riscv_xlen == 32)
inline constexpr bool tiles_pay = false;
#else
inline constexpr bool tiles_pay = true;
#endif

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
#undef PICOMLP_DIRECT_FLOAT
