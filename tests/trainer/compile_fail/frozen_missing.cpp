// expect: picomlp: frozen names a layer that the network does not have
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::frozen<3>> wrong;
