// expect: picomlp: a trainer's options are named once each
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::l2, picomlp::l2> wrong;
