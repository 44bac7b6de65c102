// expect: picomlp: a trainer takes one kind of dropout
#include "common.hpp"

trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::dropout,
        picomlp::numpy_dropout>
    wrong;
