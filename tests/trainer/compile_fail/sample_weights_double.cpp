// expect: picomlp: sample weights are numbers of the network's value_type
#include "common.hpp"
#include "picomlp/option/sample_weights.hpp"

inline double weights[3] = {1, 2, 3};
trainer<net, binary_cross_entropy, gradient_descent, batch<3>, picomlp::sample_weights> wrong{
    picomlp::sample_weights::values(weights)};
