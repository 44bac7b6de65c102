// expect: picomlp: training needs an x with as many rows as the network has inputs
#include "common.hpp"

using memory = picomlp::fit_memory<decltype(t), 3>;
bool wrong(memory& all) { return picomlp::fit(t, w, y, y, all, {}).ok(); }
