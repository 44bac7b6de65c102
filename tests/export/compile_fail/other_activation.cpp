// expect: picomlp: digits_model.hpp holds the parameters of input 64, dense<32, picomlp::relu>
#include "common.hpp"

float f() {
    return first_probability<
        picomlp::network<input<64>, dense<32, picomlp::hyperbolic_tangent>, dense<10, softmax>>>();
}
