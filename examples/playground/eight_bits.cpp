// SPDX-License-Identifier: MIT
#include "playground/eight_bits.hpp"

namespace playground {

using picomlp::status;

namespace {

template <class Run>
status for_each_sample(const sample_set& samples, Run run) {
    for (uint32_t s = 0; s < samples.count(); ++s) {
        const float x[inputs] = {samples.x()(0, s), samples.x()(1, s)};
        const status outcome = run(x);
        if (outcome != status::ok) return outcome;
    }
    return status::ok;
}

}  // namespace

status eight_bits::make(const model& of, const sample_set& training, const sample_set& test) {
    is_there_ = false;
    const picomlp::float_network floats(of.network(), of.parameters());
    picomlp::calibration ranges;
    status outcome = ranges.open(floats, working_.bytes);
    if (outcome == status::ok) {
        outcome = for_each_sample(training, [&](const float* x) { return ranges.add(x); });
    }
    const auto scales = picomlp::weight_scales::per_output;
    if (outcome == status::ok) outcome = made_.make(ranges, scales, numbers_.bytes);
    if (outcome == status::ok) outcome = network_.open(made_.shape(), opened_.bytes);
    if (outcome != status::ok) return outcome;
    flash_bytes_ = picomlp::quantized_model::bytes(ranges, scales);

    picomlp::disagreement compared;
    outcome = compared.open(floats, made_.shape(), network_, working_.bytes);
    if (outcome == status::ok) {
        outcome = for_each_sample(test, [&](const float* x) { return compared.add(x); });
    }
    if (outcome != status::ok) return outcome;
    disagreement_ = compared.result();

    static float exact[most_samples], rounded[most_samples];
    outcome = of.predict(test.x(), {exact, test.count()});
    if (outcome == status::ok) outcome = predict(test.x(), rounded);
    if (outcome != status::ok) return outcome;
    const float border = of.task() == task::classes ? 0.5F : 0.0F;
    other_class_ = 0;
    for (uint32_t s = 0; s < test.count(); ++s) {
        other_class_ += (exact[s] > border) != (rounded[s] > border);
    }
    score_ = score_of(of.task(), test, rounded);
    is_there_ = true;
    return status::ok;
}

status eight_bits::predict(features x, float* y) const {
    for (uint32_t s = 0; s < x.samples(); ++s) {
        const float one[inputs] = {x(0, s), x(1, s)};
        const status outcome = network_.predict(one, scratch_.bytes, y + s);
        if (outcome != status::ok) return outcome;
    }
    return status::ok;
}

float score_of(task what, const sample_set& samples, const float* outputs) {
    const uint32_t count = samples.count();
    uint32_t right = 0;
    double mean = 0;
    for (uint32_t s = 0; s < count; ++s) {
        right += (outputs[s] > 0.5F) == (samples.y()(0, s) > 0.5F);
        mean += static_cast<double>(samples.y()(0, s)) / count;
    }
    if (what == task::classes) return static_cast<float>(right) / static_cast<float>(count);
    double errors = 0, variance = 0;
    for (uint32_t s = 0; s < count; ++s) {
        const double y = samples.y()(0, s);
        const double error = y - static_cast<double>(outputs[s]);
        const double squared = error * error;
        const double apart = (y - mean) * (y - mean);
        errors += squared;
        variance += apart;
    }
    return static_cast<float>(variance > 0 ? 1 - errors / variance : 0);
}

}  // namespace playground
