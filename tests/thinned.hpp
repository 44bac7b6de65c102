// SPDX-License-Identifier: MIT
// Grids of cases that a computer takes whole, and an emulated board in part: it needs a hundred
// times as long. Cases marked doctest::skip(testing::emulated) are left out there: statistics of
// millions of numbers, say, whose bits golden values have already.
#pragma once

#include "doctest_config.hpp"

namespace testing {

#ifdef PICOMLP_EMULATED_BOARD
inline constexpr bool emulated = true;
#else
inline constexpr bool emulated = false;
#endif

/// Says which cases a test takes: all of them, on an emulated board one of `one_of`.
class thinned {
  public:
    explicit thinned(unsigned one_of) : one_of_(emulated ? one_of : 1) {
        if (one_of_ > 1) MESSAGE("on an emulated board: one case of ", one_of_);
    }

    /// Whether to take the next case.
    bool takes_next() { return count_++ % one_of_ == 0; }

  private:
    unsigned one_of_;
    unsigned count_ = 0;
};

}  // namespace testing
