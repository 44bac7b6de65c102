#include "common.hpp"

float f() {
    return first_probability<picomlp::network<input<64>, dense<32, relu>, dense<10, softmax>>>();
}
