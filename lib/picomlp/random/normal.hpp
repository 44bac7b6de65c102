// SPDX-License-Identifier: MIT
// Standard normal numbers for the initializers. T is float or double.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/random/xoshiro128pp.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Standard normal numbers by the transformation of Box and Muller ("A Note on the Generation of
/// Random Normal Deviates", Annals of Mathematical Statistics 29, 1958) over eight interleaved
/// xoshiro128++ generators.
///
/// The stream is fixed for good and is the same however it is taken, one number at a time or in
/// fills of any lengths, and whatever vectors the processor has. It comes in blocks of 16. For
/// each lane i of 0..7, with a, b, c, d the lane's next words:
///
///     float    u = ((a >> 8) + 0.5) / 2^24, rounded       turn = b / 2^32
///     double   u = ((a >> 6) * 2^26 + (b >> 6) + 0.5) / 2^52
///                                                         turn = (c * 2^32 + d) / 2^64
///     radius = sqrt(-2 log u)
///     block[i] = radius * cos(2 pi turn),  block[8 + i] = radius * sin(2 pi turn)
///
/// u is never zero, so |number| <= sqrt(50 log 2) < 5.89 (float; a true normal goes beyond that
/// once in 2.5e8) or sqrt(106 log 2) < 8.58 (double; once in 1e17). Each number is within 4 ULP of
/// the exact value of the formula.
///
/// A plain value, like `xoshiro128pp`: 196 bytes for float, 264 for double; copying copies the
/// stream.
template <class T>
class normal {
    static_assert(detail::is_real<T>, "picomlp: normal numbers are float or double");

  public:
    /// Takes 32 words of `parent`: the four state words of lane 0, of lane 1, and so on. A lane
    /// that would get four zeros (one parent state in 2^128 or so) starts from 1, 0, 0, 0 instead.
    explicit normal(xoshiro128pp& parent) noexcept;

    /// The next number of the stream.
    T operator()() noexcept;

    /// Writes the next `count` numbers of the stream to `out`.
    void fill(T* out, size_t count) noexcept;

  private:
    static constexpr int lane_count = 8;
    static constexpr int block_size = 2 * lane_count;

    uint32_t lanes_[4][lane_count];  // word by word, so that one vector holds a word of all lanes
    T block_[block_size];            // the current block; what lies before position_ is spent
    uint32_t position_;
};

extern template class normal<float>;
extern template class normal<double>;

namespace detail {

/// The first `count` numbers of normal<T>(parent), each times `factor`, which is one more rounding.
template <class T>
void fill_normal(xoshiro128pp& parent, T* out, size_t count, T factor) noexcept;

}  // namespace detail

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
