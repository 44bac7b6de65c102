// expect: C not const
#include "common.hpp"

void wrong() { picomlp::multiply(a, b, constant); }
