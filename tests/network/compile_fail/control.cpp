#include "common.hpp"

picomlp::status right() {
    float samples_by_features[3][2] = {};
    if (predict(w, batch, samples_by_features, y) != picomlp::status::ok) {
        return picomlp::status::diverged;
    }
    (void)w.layer<2>();
    net::parameters copy = w;
    import_parameters(copy, picomlp::weight_order::inputs_by_outputs, w.values);
    if (predict(w, batch, x, y) != picomlp::status::ok) return picomlp::status::diverged;
    return predict(w, scratch, one_x, one_y);
}
