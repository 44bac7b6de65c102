// expect: picomlp: a number does not say what it sets
#include "common.hpp"

void wrong() { t.set(0.5F); }
