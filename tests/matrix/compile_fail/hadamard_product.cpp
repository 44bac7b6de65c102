// expect: picomlp: hadamard_product needs
#include "common.hpp"

void wrong() { picomlp::hadamard_product(a, b, a); }
