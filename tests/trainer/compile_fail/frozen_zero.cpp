// expect: picomlp: frozen takes the numbers of layers, which count from 1
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::frozen<0>> wrong;
