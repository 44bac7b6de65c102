// In how many shapes the kernels' register tiles are made.
#pragma once

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace simd {

/// Whether a few shapes have to do, and take longer over what is left over: WebAssembly's code goes
/// through a network to each that runs it. The same bits either way.
#ifdef __wasm__
inline constexpr bool few_tiles = true;
#else
inline constexpr bool few_tiles = false;
#endif

}  // namespace simd
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
