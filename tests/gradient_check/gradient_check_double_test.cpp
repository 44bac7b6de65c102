// The check's combinations in double: a file of their own, because they take long to compile.
#include "gradient_check/gradient_check_combinations.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): for this file

TEST_CASE("in double, any hidden activation under any loss and regularizer passes the check") {
    SUBCASE("identity") { check_hidden<double, picomlp::identity>(); }
    SUBCASE("relu") { check_hidden<double, picomlp::relu>(); }
    SUBCASE("leaky_relu") { check_hidden<double, picomlp::leaky_relu>(); }
    SUBCASE("sigmoid") { check_hidden<double, sigmoid>(); }
    SUBCASE("tanh") { check_hidden<double, hyperbolic_tangent>(); }
    SUBCASE("elu") { check_hidden<double, picomlp::elu>(); }
    SUBCASE("softplus") { check_hidden<double, softplus>(); }
    SUBCASE("hard_sigmoid") { check_hidden<double, picomlp::hard_sigmoid>(); }
    SUBCASE("silu") { check_hidden<double, picomlp::silu>(); }
    SUBCASE("gelu") { check_hidden<double, picomlp::gelu>(); }
    SUBCASE("softmax") { check_hidden<double, picomlp::softmax>(); }
}

TEST_CASE("in double, any last activation under a loss of outputs passes the check") {
    SUBCASE("identity") { check_last<double, picomlp::identity>(); }
    SUBCASE("relu") { check_last<double, picomlp::relu>(); }
    SUBCASE("leaky_relu") { check_last<double, picomlp::leaky_relu>(); }
    SUBCASE("sigmoid") { check_last<double, sigmoid>(); }
    SUBCASE("tanh") { check_last<double, hyperbolic_tangent>(); }
    SUBCASE("elu") { check_last<double, picomlp::elu>(); }
    SUBCASE("softplus") { check_last<double, softplus>(); }
    SUBCASE("hard_sigmoid") { check_last<double, picomlp::hard_sigmoid>(); }
    SUBCASE("silu") { check_last<double, picomlp::silu>(); }
    SUBCASE("gelu") { check_last<double, picomlp::gelu>(); }
    SUBCASE("softmax") { check_last<double, picomlp::softmax>(); }
}
