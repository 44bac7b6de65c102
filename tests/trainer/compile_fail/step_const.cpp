// expect: const
#include "common.hpp"

const net::parameters constant{};
void wrong() { (void)t.step(constant, x, y); }
