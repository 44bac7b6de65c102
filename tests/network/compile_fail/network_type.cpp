// expect: picomlp: a network computes in float or double
#include "common.hpp"

using integers =
    picomlp::basic_network<int, picomlp::input<2>, picomlp::dense<1, picomlp::sigmoid>>;
void wrong() {
    integers::parameters none{};
    (void)none;
}
