// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

void wrong() { (void)evaluate_regression(w, scratch, y, y); }
