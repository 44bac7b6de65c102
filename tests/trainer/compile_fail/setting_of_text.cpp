// expect: picomlp: this setting is a number
#include "common.hpp"

void wrong() { t.set(gradient_descent::learning_rate("0.1")); }
