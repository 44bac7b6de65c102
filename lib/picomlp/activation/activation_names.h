/* SPDX-License-Identifier: MIT */
// The list of the library's activations, for C++ and for C.
#pragma once

// EACH(name) for every activation without a parameter: the type picomlp::name, and in C the object
// picomlp_name (c/activation.h). Types with a parameter are leaky_relu_of and elu_of.
#define PICOMLP_ACTIVATIONS(EACH) \
    EACH(identity)                \
    EACH(relu)                    \
    EACH(leaky_relu)              \
    EACH(sigmoid)                 \
    EACH(hyperbolic_tangent)      \
    EACH(elu)                     \
    EACH(softplus)                \
    EACH(hard_sigmoid)            \
    EACH(silu)                    \
    EACH(gelu)                    \
    EACH(softmax)                 \
    EACH(relu6)                   \
    EACH(selu)                    \
    EACH(softsign)                \
    EACH(mish)                    \
    EACH(hard_swish)              \
    EACH(gelu_tanh)               \
    EACH(log_softmax)

// The same for those whose parameter is known at run time alone.
#define PICOMLP_PARAMETRIC_ACTIVATIONS(EACH) \
    EACH(any_leaky_relu)                     \
    EACH(any_elu)
