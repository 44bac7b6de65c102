// expect: picomlp: regression_sums computes in float or double
#include "common.hpp"

int integers[3][4];
void wrong() {
    picomlp::regression_sums<int, 3> of_integers;
    (void)of_integers.add(integers, integers);
}
