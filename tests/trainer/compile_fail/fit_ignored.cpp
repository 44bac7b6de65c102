// expect: fit
#include "common.hpp"

#pragma GCC diagnostic error "-Wunused-result"
using memory = picomlp::fit_memory<decltype(t), 3>;
void wrong(memory& all) { picomlp::fit(t, w, x, y, all, {}); }
