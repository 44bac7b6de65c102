// SPDX-License-Identifier: MIT
// The check's combinations in double: a file of their own, because they take long to compile.
#include "activation/tested_activations.hpp"
#include "gradient_check/gradient_check_combinations.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): for this file

#define CHECK_HIDDEN(NAME) \
    SUBCASE(#NAME) { check_hidden<double, activations::NAME>(); }
TEST_CASE("in double, any hidden activation under any loss and regularizer passes the check") {
    PICOMLP_COMBINED_ACTIVATIONS(CHECK_HIDDEN);
}
#undef CHECK_HIDDEN

#define CHECK_LAST(NAME) \
    SUBCASE(#NAME) { check_last<double, activations::NAME>(); }
TEST_CASE("in double, any last activation under a loss of outputs passes the check") {
    PICOMLP_COMBINED_ACTIVATIONS(CHECK_LAST);
}
#undef CHECK_LAST
