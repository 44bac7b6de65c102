// Why a slope and a gradient are apart: an error, or the limits of central differences. Not
// installed.
#pragma once

#include <stddef.h>

#include "picomlp/gradient_check/gradient_check.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace gradient_checks {

/// The slopes at a parameter to both sides and to each of them.
template <class T>
struct slopes {
    T central;
    T upwards;
    T downwards;
    T largest_cost;  ///< magnitude of the larger cost of the two
};

/// Moves one parameter up and down by epsilon and puts it back. bad_argument or not_finite_input as
/// points_around() has it, what the cost says, diverged when the central slope is not finite.
template <class T>
status measure(const job<T>& asked, T* parameter, T epsilon, slopes<T>* found);

/// Part of a gradient, one layer's, that is off by more than it may be.
template <class T>
struct suspect {
    size_t count;
    T* w;
    const T* analytic;
    T smaller_norm;  ///< of analytic and numeric
};

/// Never right. What it does, with J for the cost and D(h) for the slope upwards by h less that
/// downwards:
///
/// Rounding of J is taken from second differences, |J(w + h) - 2 J(w) + J(w - h)| with h of 16
/// units in the last place: their largest (More and Wild, "Estimating Computational Noise", 2011,
/// have it from higher differences); at least four halves of a unit in the last place of J, and at
/// least the first change of J that growing h bring.
///
/// For each parameter that alone would spoil the layer's figure, central differences for h = 1,
/// 1/4, 1/16, ... are compared, each with the one before. The error of the second is taken as
///
///     rounding / h + |central(4 h) - central(h)| + |4 D(h) - D(4 h)| / 6
///
/// the last term for costs with kinks alone: it is 0 where J is smooth, and with the term before it
/// bounds what one kink does, wherever it lies. Steps are read as long as rounding / h is at most
/// an eighth of the largest distance from the analytic value, or of the last one that spoke against
/// it, and the last of them decides. The value is wrong if it is off by more than four times the
/// error, and by more than four times the tolerance of the slope; for costs with kinks also if the
/// slope itself is more than four errors, unless h is below 2^-16: where such a cost looks flat,
/// kinks too narrow to be seen may cancel. Otherwise the epsilon asked for was at fault, and the
/// parameter that is farthest off says why.
template <class T>
struct examined {
    gradient_verdict verdict;
    T apart;  ///< of the entry that the verdict is taken from
};
template <class T>
examined<T> examine(const job<T>& asked, const suspect<T>& of);

}  // namespace gradient_checks
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
