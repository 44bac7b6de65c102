// SPDX-License-Identifier: MIT
#include "playground/units.hpp"

namespace playground {

using picomlp::status;

status unit_pictures::draw(const model& of, features points) {
    if (points.samples() > most_points) return status::too_many_samples;
    points_ = points.samples();
    const auto& shape = of.shape();
    const float* from = points.data();
    const float* w = of.parameters();
    float* to = outputs_;
    uint32_t before = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        // A network of this layer alone.
        picomlp::dynamic_network<activations> layer;
        const status opened = layer.open(picomlp::dynamic_shape(before, shape.layers + l, 1),
                                         memory_, samples_at_a_time);
        if (opened != status::ok) return opened;
        const uint32_t units = shape.layers[l].outputs;
        const status outcome = layer.predict(w, picomlp::feature_major(from, points_),
                                             picomlp::feature_major(to, points_));
        if (outcome != status::ok) return outcome;
        w += layer.parameter_count();
        from = to;
        to += size_t{units} * points_;
        before = units;
    }
    return status::ok;
}

}  // namespace playground
