// SPDX-License-Identifier: MIT
// What tests of every activation go through: the library's list, and some of the activations that
// have a parameter.
#pragma once

#include "picomlp/activation/activations.hpp"

/// By one name each.
namespace testing::activations {

#define PICOMLP_SAME_NAME(NAME) using NAME = struct picomlp::NAME;
PICOMLP_ACTIVATIONS(PICOMLP_SAME_NAME)
#undef PICOMLP_SAME_NAME

using leaky_relu_of_3_10 = picomlp::leaky_relu_of<3, 10>;
using leaky_relu_of_minus_1_4 = picomlp::leaky_relu_of<-1, 4>;  // its derivative takes z
using elu_of_1_2 = picomlp::elu_of<1, 2>;
using elu_of_19_10 = picomlp::elu_of<19, 10>;

}  // namespace testing::activations

// EACH(name) for every one of them, which is the type testing::activations::name.
#define PICOMLP_TESTED_ACTIVATIONS(EACH) \
    PICOMLP_ACTIVATIONS(EACH)            \
    EACH(leaky_relu_of_3_10)             \
    EACH(leaky_relu_of_minus_1_4)        \
    EACH(elu_of_1_2)                     \
    EACH(elu_of_19_10)

// Those that are combined with everything else.
#ifdef PICOMLP_FEWER_TYPES
#define PICOMLP_COMBINED_ACTIVATIONS(EACH) EACH(relu) EACH(sigmoid) EACH(softmax) EACH(elu_of_1_2)
#else
#define PICOMLP_COMBINED_ACTIVATIONS(EACH) PICOMLP_TESTED_ACTIVATIONS(EACH)
#endif
