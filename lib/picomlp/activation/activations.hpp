// All activations, and the list of them: tests, proofs and tools are made of it.
#pragma once

#include "picomlp/activation/elu.hpp"
#include "picomlp/activation/gelu.hpp"
#include "picomlp/activation/gelu_tanh.hpp"
#include "picomlp/activation/hard_sigmoid.hpp"
#include "picomlp/activation/hard_swish.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/log_softmax.hpp"
#include "picomlp/activation/mish.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/relu6.hpp"
#include "picomlp/activation/selu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/silu.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/activation/softplus.hpp"
#include "picomlp/activation/softsign.hpp"

// EACH(name) for every activation, which is the type picomlp::name. The build reads which files
// there are from the includes above.
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
