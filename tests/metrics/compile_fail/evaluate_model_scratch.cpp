// expect: no matching function
#include "common.hpp"
#include "picomlp/metrics/evaluate_scaled_regression.hpp"

picomlp::scaled_regressor<net> model{};
void wrong() { (void)evaluate_regression(model, scratch, x, y); }
