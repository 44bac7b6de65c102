// SPDX-License-Identifier: MIT
// The build's settings. Macros choose them, alike in every file that includes this one: otherwise
// the program does not link.
//
// PICOMLP_ROUNDING_FUSED   the rounding profile `fused` in place of `separate`
// PICOMLP_WITHOUT_VECTORS  plain scalar code
// PICOMLP_FOR_SIZE         the least code, at the cost of time

// A missing file ends the compilation; after #error compilers go on, with hundreds of further
// errors.
#if !(__cplusplus >= 201703L || (defined(_MSVC_LANG) && _MSVC_LANG >= 201703L))
#include "picomlp needs C++17: compile with -std=c++17 or a later standard"
#endif

#if defined(PICOMLP_ROUNDING_FUSED)
#define PICOMLP_ROUNDING fused
#else
#define PICOMLP_ROUNDING separate
#endif
// NEON of before vfpv4 cannot multiply and add with one rounding.
#if defined(PICOMLP_ROUNDING_FUSED) && defined(__ARM_NEON) && !defined(__ARM_FEATURE_FMA) && \
    !defined(PICOMLP_WITHOUT_VECTORS)
#define PICOMLP_WITHOUT_VECTORS
#endif
#if defined(PICOMLP_FOR_SIZE)
#define PICOMLP_WIDTH_OF_NARROW 0
#else
#define PICOMLP_WIDTH_OF_NARROW 16
#endif

// Names the inline namespace that holds every declaration of the library.
#if defined(PICOMLP_FOR_SIZE) && defined(PICOMLP_WITHOUT_VECTORS)
#define PICOMLP_PROFILE PICOMLP_JOINED(PICOMLP_ROUNDING, _for_size_without_vectors)
#elif defined(PICOMLP_FOR_SIZE)
#define PICOMLP_PROFILE PICOMLP_JOINED(PICOMLP_ROUNDING, _for_size)
#elif defined(PICOMLP_WITHOUT_VECTORS)
#define PICOMLP_PROFILE PICOMLP_JOINED(PICOMLP_ROUNDING, _without_vectors)
#else
#define PICOMLP_PROFILE PICOMLP_ROUNDING
#endif
#define PICOMLP_JOINED(rounding, rest) PICOMLP_JOINED_AS_IS(rounding, rest)
#define PICOMLP_JOINED_AS_IS(rounding, rest) rounding##rest

namespace picomlp {

/// How a*b+c rounds wherever the library sums products (dense layers, matrix products, updates).
enum class rounding_profile : unsigned char {
    separate,  ///< the product and the sum are each rounded; fast on every target
    fused,     ///< one rounding, as IEEE 754 fusedMultiplyAdd; for targets with hardware for it
};

inline constexpr rounding_profile profile = rounding_profile::PICOMLP_ROUNDING;

/// Layers of up to this many outputs have kernels of their own, one for each width. The bits are
/// the same.
inline constexpr unsigned narrow_width = PICOMLP_WIDTH_OF_NARROW;

/// Whether the library has x86-64's vectors.
#if defined(__x86_64__) && !defined(PICOMLP_WITHOUT_VECTORS)
inline constexpr bool has_x86_vectors = true;
#else
inline constexpr bool has_x86_vectors = false;
#endif

}  // namespace picomlp
