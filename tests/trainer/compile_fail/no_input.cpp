// expect: picomlp: a network begins with its number of features
#include "common.hpp"

using forgot =
    picomlp::network<picomlp::dense<4, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;
picomlp::trainer<forgot, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                 picomlp::batch<2>>
    wrong;
