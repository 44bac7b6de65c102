// expect: picomlp: a matrix holds float or double
#include "common.hpp"

void wrong() {
    picomlp::matrix<int, 2, 2> m;
    (void)m;
}
