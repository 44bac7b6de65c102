// SPDX-License-Identifier: MIT
// NumPy's legacy generator, for results that have to agree with a course, a paper or a notebook.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/base/status.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// The stream of `numpy.random.seed(s)` and `numpy.random.RandomState(s)`, which NumPy has frozen:
/// the Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8, 1998) and the
/// distributions built on it. Words, uniforms and shuffles are NumPy's bits on every target.
/// Normals are too wherever the C library under NumPy rounds `log` correctly; about 4 in 10000
/// differ, by at most 4 ULP.
///
/// Everything here is in double, as in NumPy, on processors without double hardware as well. 2512
/// bytes, owned by the caller; a plain value: copying copies the stream.
class numpy_random_state {
  public:
    /// As `numpy.random.RandomState(seed)`.
    explicit numpy_random_state(uint32_t seed) noexcept
        : position_(state_size), has_cached_normal_(0), cached_normal_(0) {
        this->seed(seed);
    }
    /// For the message alone: a fraction, which would count as the whole number below it.
    template <class Real, class = detail::if_real<Real>>
    explicit numpy_random_state(Real) noexcept : numpy_random_state(uint32_t{0}) {
        detail::refuse_seed<Real>();
    }

    /// As `numpy.random.seed(seed)`: starts again, and forgets the cached normal.
    void seed(uint32_t seed) noexcept;
    /// For the message alone.
    template <class Real, class = detail::if_real<Real>>
    void seed(Real) noexcept {
        detail::refuse_seed<Real>();
    }

    /// The next word of the Mersenne Twister.
    uint32_t next() noexcept;

    /// What std::shuffle and the distributions of <random> ask of a generator: next() by another
    /// name.
    using result_type = uint32_t;
    static constexpr result_type(min)() noexcept { return 0; }
    static constexpr result_type(max)() noexcept { return 0xffffffff; }
    result_type operator()() noexcept { return next(); }

    /// `random_sample()`, `rand()`: uniform in [0, 1) from two words. The cached normal stays.
    double uniform() noexcept;

    /// `standard_normal()`, `randn()`: Marsaglia's polar form of Box-Muller ("A Convenient Method
    /// for Generating Normal Variables", SIAM Review 6, 1964). Numbers arise in pairs; the second
    /// waits in a cache, across calls of every kind, for the next call of a normal.
    double normal() noexcept;

    /// `random_sample(count)` and `randn(count)`; a matrix is filled in row-major order.
    void uniform_fill(double* out, size_t count) noexcept;
    void normal_fill(double* out, size_t count) noexcept;

    /// `shuffle(values)` of a one-dimensional array. Index is any integer type; NumPy draws the
    /// same words for each. `permutation(n)` is the shuffle of 0 .. n-1.
    template <class Index>
    void shuffle(Index* values, uint32_t count) noexcept(detail::needs_index<Index>());

  private:
    static constexpr int state_size = 624;

    void refill() noexcept;

    uint32_t key_[state_size];
    uint32_t position_;
    uint32_t has_cached_normal_;
    double cached_normal_;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
