// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

using memory = picomlp::fit_memory<decltype(t), 3>;
bool wrong(memory& all) { return picomlp::fit(t, w, y, y, all, {}).ok(); }
