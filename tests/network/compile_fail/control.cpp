#include "common.hpp"

picomlp::status right() {
    (void)w.layer<2>();
    net::parameters copy = w;
    import_parameters(copy, picomlp::weight_order::inputs_by_outputs, w.values);
    if (predict(w, batch, x, y) != picomlp::status::ok) return picomlp::status::diverged;
    return predict(w, scratch, one_x, one_y);
}
