#include "picomlp/activation/identity.hpp"
#include "picomlp/metrics/classification.hpp"
#include "picomlp/metrics/evaluate_regression.hpp"

using picomlp::dense;
using picomlp::identity;
using picomlp::input;

using net = picomlp::network<input<2>, dense<3, identity>>;

inline net::parameters w{};
inline picomlp::regression_sums<float, 3> sums;
inline picomlp::regression_scratch<net, 5> scratch;
inline float x[2][4] = {};
inline float y[3][4] = {};
