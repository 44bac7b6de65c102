// The relative difference of two gradients.
#pragma once

#include <stddef.h>

#include "picomlp/base/numbers.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The sums of relative_difference(), fed one pair of numbers at a time, so that neither array is
/// needed.
///
/// Order and rounding: each pair is multiplied by 2^-p, p being the exponent of the largest
/// magnitude of either array so far (held within -126 and 126 for float, -1022 and 1022 for
/// double). Then, for the products a and n in the pairs' order, the squares of a, of n and of a - n
/// are added to their three sums. When p grows, the sums so far are first multiplied by 4^(old
/// p - new p). Every operation is rounded by itself, in both rounding profiles.
template <class T>
class difference_sums {
    static_assert(detail::is_real<T>, "picomlp: gradients are float or double");

  public:
    difference_sums() noexcept;
    void add(T analytic, T numeric) noexcept;

    /// ||a - n|| / (||a|| + ||n||), from 0 to 1 up to rounding; 0 when both norms are 0.
    T relative_difference() const noexcept;

    /// ||a|| + ||n||; infinite only when that is beyond the range of T.
    T size() const noexcept;

    /// The smaller of ||a|| and ||n||; infinite as size() is.
    T smaller_norm() const noexcept;

  private:
    int power_;
    T analytic_, numeric_, difference_;
};

/// ||analytic - numeric|| / (||analytic|| + ||numeric||) of two arrays of `count` numbers, with
/// Euclidean norms: 0 for equal arrays, 1 for opposite ones or when one of them is all 0. (Ng,
/// "Improving Deep Neural Networks", week 1, gradient checking.) 0 when both are 0 or count is 0;
/// NaN when a number is not finite. Norms do not overflow, and underflow does not matter:
/// differences are found down to 1e-19 (float) and 1e-154 (double) of the larger norm.
template <class T>
[[nodiscard]] T relative_difference(size_t count, const T* analytic,
                                    const T* numeric) noexcept(detail::needs_real<T>());

/// The same for arrays of constant size, such as the values of two gradients.
template <class T, size_t Count>
[[nodiscard]] T relative_difference(const T (&analytic)[Count], const T (&numeric)[Count]) {
    return relative_difference<T>(Count, analytic, numeric);
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
