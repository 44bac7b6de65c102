// expect: picomlp: every layer is frozen: there is nothing to train
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::frozen<1, 2>> wrong;
