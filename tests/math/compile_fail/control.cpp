#include "picomlp/math/math.hpp"

namespace math = picomlp::math;

double right() {
    float (*const one)(float) = math::exp;
    void (*const many)(const double*, double*, size_t) = math::exp;
    double x[1] = {1.0};
    many(x, x, 1);
    return math::exp(2.0) + one(2.0F) + math::sqrt(x[0]);
}
