// expect: picomlp: the trainer has no option of this type
#include "common.hpp"

void wrong() { t.settings<picomlp::l2>(); }
