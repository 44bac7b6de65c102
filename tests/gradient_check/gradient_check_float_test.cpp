// The check's combinations in float: a file of their own, because they take long to compile.
#include "gradient_check/gradient_check_combinations.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): for this file

TEST_CASE("in float, any hidden activation under any loss and regularizer passes the check") {
    SUBCASE("identity") { check_hidden<float, picomlp::identity>(); }
    SUBCASE("relu") { check_hidden<float, picomlp::relu>(); }
    SUBCASE("leaky_relu") { check_hidden<float, picomlp::leaky_relu>(); }
    SUBCASE("sigmoid") { check_hidden<float, sigmoid>(); }
    SUBCASE("tanh") { check_hidden<float, hyperbolic_tangent>(); }
    SUBCASE("elu") { check_hidden<float, picomlp::elu>(); }
    SUBCASE("softplus") { check_hidden<float, softplus>(); }
    SUBCASE("hard_sigmoid") { check_hidden<float, picomlp::hard_sigmoid>(); }
    SUBCASE("silu") { check_hidden<float, picomlp::silu>(); }
    SUBCASE("gelu") { check_hidden<float, picomlp::gelu>(); }
    SUBCASE("softmax") { check_hidden<float, picomlp::softmax>(); }
}

TEST_CASE("in float, any last activation under a loss of outputs passes the check") {
    SUBCASE("identity") { check_last<float, picomlp::identity>(); }
    SUBCASE("relu") { check_last<float, picomlp::relu>(); }
    SUBCASE("leaky_relu") { check_last<float, picomlp::leaky_relu>(); }
    SUBCASE("sigmoid") { check_last<float, sigmoid>(); }
    SUBCASE("tanh") { check_last<float, hyperbolic_tangent>(); }
    SUBCASE("elu") { check_last<float, picomlp::elu>(); }
    SUBCASE("softplus") { check_last<float, softplus>(); }
    SUBCASE("hard_sigmoid") { check_last<float, picomlp::hard_sigmoid>(); }
    SUBCASE("silu") { check_last<float, picomlp::silu>(); }
    SUBCASE("gelu") { check_last<float, picomlp::gelu>(); }
    SUBCASE("softmax") { check_last<float, picomlp::softmax>(); }
}
