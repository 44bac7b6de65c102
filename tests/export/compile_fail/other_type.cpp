// expect: picomlp: digits_model.hpp holds the parameters of input 64, dense<32, picomlp::relu>
#include "common.hpp"

const void* f() {
    using net = picomlp::basic_network<double, input<64>, dense<32, relu>, dense<10, softmax>>;
    return &digits_model::parameters_for<net>();
}
