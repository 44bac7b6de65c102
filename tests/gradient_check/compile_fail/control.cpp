#include "common.hpp"

float square(float theta) { return theta * theta; }

bool right() {
    const float gradient[3] = {};
    return check_gradient(t, w, x, y).ok() && check_gradient(t, w, x, y, t.gradient()).ok() &&
           picomlp::central_difference(square, 3.0F, 1.0F).ok() &&
           picomlp::relative_difference(gradient, gradient) == 0;
}
