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

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
#undef PICOMLP_DIRECT_FLOAT
