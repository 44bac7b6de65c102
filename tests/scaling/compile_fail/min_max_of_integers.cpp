// expect: picomlp: a scaler computes in float or double
#include "common.hpp"

int integers[2][3];
void wrong() {
    picomlp::min_max_scaler<int, 2> scaler;
    (void)scaler.add(integers);
}
