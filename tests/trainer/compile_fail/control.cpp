#include "common.hpp"

bool right() {
    const float one_x[2] = {};
    const float one_y[1] = {};
    return t.step(w, x, y).ok() && t.step(w, one_x, one_y).ok() &&
           t.epoch(w, x, y, order, buffer).ok();
}
