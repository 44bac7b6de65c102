// What a gradient check has found out, and what to do about it.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Three things that a check can say: the gradient is right, it is wrong, or the check says
/// nothing, for one of the other reasons.
enum class gradient_verdict : uint8_t {
    /// No slope other than 0 was met: zeros were compared with zeros.
    nothing_compared,
    /// The relative difference is at most the tolerance, and nothing was found wrong.
    right,
    /// At least one number of the gradient is not the cost's slope: no epsilon gives it.
    wrong,
    /// The costs' last bits drown the slopes: epsilon is too small.
    rounding,
    /// The cost bends between the points that are compared: epsilon is too large.
    truncation,
    /// The cost has a kink between the points that are compared.
    kink,
};

/// One word, the enumerator's name; never null.
const char* name_of(gradient_verdict verdict) noexcept;
/// What it means and what to do, a sentence fragment in plain English; never null.
const char* describe(gradient_verdict verdict) noexcept;

/// Whether a verdict is about the gradient, not about the check.
[[nodiscard]] constexpr bool says_something(gradient_verdict verdict) {
    return verdict == gradient_verdict::right || verdict == gradient_verdict::wrong;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
