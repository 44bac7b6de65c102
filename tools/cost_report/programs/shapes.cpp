// SPDX-License-Identifier: MIT
// Instructions of networks as the playground's page has them, as counted.hpp says them.
// NETWORK: ACTIVATION-2-...-1, with the activation of hidden layers; or
// OPTIMIZER+ACTIVATION-2-...-1.
#include "counted.hpp"

namespace {

using namespace counted;

template <uint32_t... Hidden>
void report(const char* name) {
    room<page<relu, Hidden...>>::report({name});
}

template <class Activation, class Optimizer>
void report_steps(const char* name) {
    room<page<Activation, 4>, Optimizer>::report_floats({name, "2-4-1"});
    room<page<Activation, 16, 16>, Optimizer>::report_floats({name, "2-16-16-1"});
    room<page<Activation, 6, 6, 6, 6, 6, 6>, Optimizer>::report_floats({name, "2-6-6-6-6-6-6-1"});
}

}  // namespace

int main() {
    // The first ones are what page_model.py fits, the others what it is checked against.
    report<>("relu-2-1");
    report<2>("relu-2-2-1");
    report<4>("relu-2-4-1");
    report<8>("relu-2-8-1");
    report<16>("relu-2-16-1");
    report<32>("relu-2-32-1");
    report<5>("relu-2-5-1");
    report<13>("relu-2-13-1");
    report<10, 5>("relu-2-10-5-1");
    report<16, 16>("relu-2-16-16-1");
    report<32, 32>("relu-2-32-32-1");
    report<32, 1>("relu-2-32-1-1");
    report<8, 8, 8, 8>("relu-2-8-8-8-8-1");
    report<7, 9, 11>("relu-2-7-9-11-1");
    report<6, 6, 6, 6, 6, 6>("relu-2-6-6-6-6-6-6-1");
    report<3>("relu-2-3-1");
    report<6>("relu-2-6-1");
    report<24>("relu-2-24-1");
    report<20, 3>("relu-2-20-3-1");
    report<24, 9>("relu-2-24-9-1");
    report<12, 12>("relu-2-12-12-1");
    report<7, 7, 7>("relu-2-7-7-7-1");
    report<32, 16, 8>("relu-2-32-16-8-1");
    report<30, 30, 30>("relu-2-30-30-30-1");
    report<4, 4, 4, 4, 4, 4>("relu-2-4-4-4-4-4-4-1");
    // As many as it takes to tell apart what an activation takes for a layer, a unit, and a product
    // with its output: of relu, many outputs are 0, by which software multiplies faster.
#define ONE(ACTIVATION)                                          \
    room<page<ACTIVATION, 4>>::report({#ACTIVATION "-2-4-1"});   \
    room<page<ACTIVATION, 16>>::report({#ACTIVATION "-2-16-1"}); \
    room<page<ACTIVATION, 16, 16>>::report({#ACTIVATION "-2-16-16-1"});
    ONE(hyperbolic_tangent)
    ONE(leaky_relu)
    ONE(relu6)
    ONE(elu)
    ONE(selu)
    ONE(softplus)
    ONE(softsign)
    ONE(sigmoid)
    ONE(hard_sigmoid)
    ONE(silu)
    ONE(hard_swish)
    ONE(gelu)
    ONE(gelu_tanh)
    ONE(mish)
    ONE(identity)
#undef ONE
    // As many as it takes to tell apart what an optimizer takes for a step, a layer and a
    // parameter, where many gradients are 0 and where few are.
#define ONE(OPTIMIZER)                                  \
    report_steps<relu, OPTIMIZER>(#OPTIMIZER "+relu-"); \
    report_steps<hyperbolic_tangent, OPTIMIZER>(#OPTIMIZER "+hyperbolic_tangent-");
    ONE(gradient_descent)
    ONE(momentum)
    ONE(nesterov)
    ONE(rmsprop)
    ONE(rprop)
    ONE(adam)
    ONE(adamw)
#undef ONE
    return passed ? 0 : 1;
}
