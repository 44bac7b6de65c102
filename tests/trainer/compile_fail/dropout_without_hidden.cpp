// expect: picomlp: dropout is for hidden layers; this network has none
#include "common.hpp"

using flat = picomlp::network<input<2>, dense<1, sigmoid>>;
trainer<flat, binary_cross_entropy, gradient_descent, batch<3>, picomlp::dropout> wrong;
