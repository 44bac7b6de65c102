// SPDX-License-Identifier: MIT
#include "picomlp/c/status.h"

#include <climits>
#include <string>

#include "doctest_config.hpp"
#include "picomlp/base/status.hpp"

namespace {

constexpr int last = picomlp_failed_self_test;

}  // namespace

TEST_CASE("C describes every status in the words of C++") {
    // Which number means what, the library's own static_assert says.
    for (int outcome = picomlp_ok; outcome <= last; ++outcome) {
        CAPTURE(outcome);
        const std::string words = picomlp_describe(outcome);
        CHECK(words == picomlp::describe(static_cast<picomlp::status>(outcome)));
        CHECK(words != "unknown status");
    }
}

TEST_CASE("C has a name for the last status of C++ too") {
    constexpr int next = last + 1;
    CHECK(picomlp::describe(static_cast<picomlp::status>(next)) == std::string("unknown status"));
}

TEST_CASE("a number that is no status is described as unknown") {
    for (const int outcome : {-1, last + 1, 255, 256, INT_MAX, INT_MIN}) {
        CAPTURE(outcome);
        CHECK(picomlp_describe(outcome) == std::string("unknown status"));
    }
}

TEST_CASE("C finds the arithmetic of a test as it should be") {
    CHECK(picomlp_check_arithmetic() == picomlp_ok);
}
