#include "common.hpp"

picomlp::status right() {
    const float sample[2] = {};
    float result[1];
    if (standard.add(x) != picomlp::status::ok) return standard.add(sample);
    if (min_max.add(x) != picomlp::status::ok) return min_max.add(sample);
    if (standard.result(model.scaling) != picomlp::status::ok) return min_max.result(model.scaling);
    if (scale_samples(model.scaling, x, scaled) != picomlp::status::ok) {
        return fold(model.scaling, model.parameters, model.parameters);
    }
    if (predict(model, scratch, x, y) != picomlp::status::ok) return picomlp::status::diverged;
    return predict(model, scratch, sample, result);
}
