// expect: picomlp: a submatrix is no larger
#include "common.hpp"

void wrong() { (void)picomlp::matrix_view(a).submatrix<3, 3>(0, 0); }
