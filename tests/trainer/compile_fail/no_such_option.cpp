// expect: picomlp: the trainer has no option of this type
#include "common.hpp"

void wrong() { t.choose<picomlp::l2>({0.7F}); }
