// expect: picomlp: class_weights is for targets that stand for classes
#include "common.hpp"
#include "picomlp/loss/mean_squared_error.hpp"
#include "picomlp/option/class_weights.hpp"

using regression = picomlp::network<input<2>, dense<1, picomlp::identity>>;
trainer<regression, picomlp::mean_squared_error, gradient_descent, batch<3>, picomlp::class_weights>
    wrong;
