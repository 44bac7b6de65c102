// expect: no matching function
#include "common.hpp"
#include "picomlp/evaluation/evaluate_scaled_regression.hpp"

picomlp::scaled_regressor<net> model{};
void wrong() { (void)evaluate_regression(model, scratch, x, y); }
