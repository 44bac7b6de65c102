// All activations, and the list of them: tests, proofs and tools are made of it.
#pragma once

#include "picomlp/activation/elu.hpp"
#include "picomlp/activation/gelu.hpp"
#include "picomlp/activation/hard_sigmoid.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/activation/identity.hpp"
#include "picomlp/activation/relu.hpp"
#include "picomlp/activation/sigmoid.hpp"
#include "picomlp/activation/silu.hpp"
#include "picomlp/activation/softmax.hpp"
#include "picomlp/activation/softplus.hpp"

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
    EACH(softmax)
