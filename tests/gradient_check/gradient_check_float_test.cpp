// SPDX-License-Identifier: MIT
// The check's combinations in float: a file of their own, because they take long to compile.
#include "activation/tested_activations.hpp"
#include "gradient_check/gradient_check_combinations.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): for this file

#define CHECK_HIDDEN(NAME) \
    SUBCASE(#NAME) { check_hidden<float, activations::NAME>(); }
TEST_CASE("in float, any hidden activation under any loss and regularizer passes the check") {
    PICOMLP_COMBINED_ACTIVATIONS(CHECK_HIDDEN);
}
#undef CHECK_HIDDEN

#define CHECK_LAST(NAME) \
    SUBCASE(#NAME) { check_last<float, activations::NAME>(); }
TEST_CASE("in float, any last activation under a loss of outputs passes the check") {
    PICOMLP_COMBINED_ACTIVATIONS(CHECK_LAST);
}
#undef CHECK_LAST
