// The verdicts of gradient checks.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The gradient is right, or wrong, or the check could not decide for one of the other reasons.
enum class gradient_verdict : uint8_t {
    /// All slopes were 0: zeros were compared with zeros.
    nothing_compared,
    /// The relative difference is at most the tolerance, and nothing was found wrong.
    right,
    /// At least one number of the gradient is not the cost's slope: no epsilon confirms it.
    wrong,
    /// Rounding of the costs hides the slopes: epsilon is too small.
    rounding,
    /// The cost is curved between the compared points: epsilon is too large.
    truncation,
    /// The cost has a kink between the compared points.
    kink,
};

/// One word, the enumerator's name; never null.
const char* name_of(gradient_verdict verdict) noexcept;
/// The meaning and what to do, a sentence fragment in plain English; never null.
const char* describe(gradient_verdict verdict) noexcept;

/// Whether the check could decide: the verdict is right or wrong.
[[nodiscard]] constexpr bool says_something(gradient_verdict verdict) {
    return verdict == gradient_verdict::right || verdict == gradient_verdict::wrong;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
