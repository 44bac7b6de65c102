// expect: assign
#include "common.hpp"

const net::parameters constant{};
void wrong() { constant.layer<1>().weight(0, 0) = 1; }
