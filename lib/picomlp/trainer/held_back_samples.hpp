// The setting of validation samples: a number or a fraction.
#pragma once

#include <stdint.h>

#include "picomlp/base/whole_number.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// An integer of any type is a number of samples; a float or double between 0 and 1 is a fraction
/// of all samples:
///
///     settings.validation = 60;     60 samples
///     settings.validation = 0.2F;   a fifth of them
///
/// A fraction is rounded to the nearest multiple of 2^-32, but not to 0. Its product with the
/// number of samples is rounded to the nearest integer, halves up: 0.7F of 10 are 7, 0.25F of 10
/// are 3. The result is the same on every target. 0 of either kind means none.
class held_back_samples {
  public:
    constexpr held_back_samples() = default;
    template <class Number>
    held_back_samples(Number value) {
        static_assert(detail::is_real<Number> || detail::is_integer<Number>,
                      "picomlp: samples to hold back are a number of them, such as 60, or a share, "
                      "such as 0.2F");
        if constexpr (detail::is_real<Number>) {
            take_share(value);
        } else if constexpr (detail::is_integer<Number>) {
            const bool negative = !(value > Number(0)) && value != Number(0);
            count_ = negative ? too_many : detail::nearest_whole<uint32_t>(value);
        }
    }

    constexpr bool none() const { return count_ == 0 && share_ == 0; }

    /// The number out of `samples` samples. 2^32 - 1 marks an error: a fraction that rounds to no
    /// sample at all, one that is negative, 1 or more, or NaN, or a negative number of samples.
    uint32_t of(uint32_t samples) const noexcept;

  private:
    static constexpr uint32_t too_many = 0xffffffffU;

    void take_share(float share) noexcept;
    void take_share(double share) noexcept;

    uint32_t count_ = 0;
    uint32_t share_ = 0;  // in units of 2^-32; count_ is 0 when it is not
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
