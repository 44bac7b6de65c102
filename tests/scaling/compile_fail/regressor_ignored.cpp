// expect: ignoring return
#include "common.hpp"

#pragma GCC diagnostic error "-Wunused-result"
picomlp::scaled_regressor<net> regressor{};
void wrong() { predict(regressor, scratch, x, y); }
