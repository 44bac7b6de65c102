// expect: picomlp: each setting is named once
#include "common.hpp"

void wrong() { t.set(gradient_descent::learning_rate(0.1F), gradient_descent::learning_rate(1)); }
