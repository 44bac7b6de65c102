// SPDX-License-Identifier: MIT
// A course's network in eight bits beside the same in floats.
#pragma once

#include <memory>
#include <vector>

#include "course/predict.hpp"
#include "picomlp/picomlp.hpp"

namespace course {

/// Test samples that get their label.
struct eight_bits_counts {
    uint32_t samples = 0;
    uint32_t in_float = 0;
    uint32_t per_layer = 0;     ///< int8, a scale for each layer's weights
    uint32_t per_output = 0;    ///< int8, a scale for each output's weights
    uint32_t in_16x8 = 0;       ///< int16 activations, int8 weights with a scale for each output's
    uint32_t float_longer = 0;  ///< after more iterations, in float
    uint32_t aware = 0;         ///< int8, after as many quantization-aware iterations more
};

/// An experiment's training: full-batch gradient descent.
struct eight_bits_settings {
    float learning_rate;
    long iterations;
    float later_rate;  ///< of the iterations more
    long more;
};

/// Network ends in a sigmoid; Logits is the same without it, for 16x8.
template <class Network, class Logits>
class eight_bits_experiment {
  public:
    using status = picomlp::status;
    using parameters = typename Network::parameters;

    eight_bits_experiment(const point_set& train, const point_set& test)
        : train_(train), test_points_(test), train_points_(train) {}

    /// Trains w and adds what its networks get right.
    status run(parameters w, const eight_bits_settings& how, eight_bits_counts& to) {
        picomlp::gradient_descent::settings<float> rate{how.learning_rate};
        auto learnt = std::make_unique<trainer>(rate);
        status done = train(*learnt, how.iterations, w);
        to.samples += test_points_.size();
        if (done == status::ok) done = count_float(w, to.in_float);
        if (done == status::ok) done = count_quantized(w, to);
        if (done != status::ok) return done;

        rate.learning_rate = how.later_rate;
        parameters longer = w;
        done = train(*std::make_unique<trainer>(rate), how.more, longer);
        if (done == status::ok) done = count_float(longer, to.float_longer);
        if (done != status::ok) return done;
        const auto aware =
            std::make_unique<aware_trainer>(rate, picomlp::quantization_aware::rate(0.01F));
        done = train(*aware, how.more, w);
        picomlp::calibration ranges;
        if (done == status::ok) {
            done = ranges.open(picomlp::float_network(w), aware->state().observed);
        }
        return done == status::ok ? count_int8(ranges, picomlp::weight_scales::per_output, to.aware)
                                  : done;
    }

  private:
    static constexpr uint32_t batch_size = 300;
    using trainer = picomlp::trainer<Network, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<batch_size>>;
    using aware_trainer =
        picomlp::trainer<Network, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                         picomlp::batch<batch_size>, picomlp::quantization_aware>;

    template <class Trainer>
    status train(Trainer& t, long iterations, parameters& w) const {
        for (long k = 0; k < iterations; ++k) {
            const auto step = t.step(w, train_.x(), train_.y());
            if (!step.ok()) return step.status;
        }
        return status::ok;
    }

    /// predict(x, y): of one point; the label is 1 where y is above `threshold`.
    template <class Predict>
    status count(float threshold, uint32_t& right, const Predict& predict) const {
        for (uint32_t k = 0; k < test_points_.size(); ++k) {
            const float x[2] = {static_cast<float>(test_points_.x1[k]),
                                static_cast<float>(test_points_.x2[k])};
            float y = 0;
            const status done = predict(x, &y);
            if (done != status::ok) return done;
            right += (y > threshold ? 1 : 0) == test_points_.labels[k] ? 1U : 0U;
        }
        return status::ok;
    }

    status count_float(const parameters& w, uint32_t& right) const {
        typename Network::scratch scratch;
        return count(0.5F, right,
                     [&](const float* x, float* y) { return picomlp::predict(w, scratch, x, y); });
    }

    status count_int8(const picomlp::calibration& ranges, picomlp::weight_scales scales,
                      uint32_t& right) const {
        picomlp::quantized_model model;
        std::vector<uint64_t> memory(model.bytes(ranges, scales) / 8 + 1);
        status done = model.make(ranges, scales, {memory.data(), memory.size() * 8});
        if (done != status::ok) return done;
        picomlp::quantized_network<picomlp::double_rounding> net;
        std::vector<uint64_t> opened(net.bytes(model.shape()) / 8 + 1);
        done = net.open(model.shape(), {opened.data(), opened.size() * 8});
        if (done != status::ok) return done;
        std::vector<unsigned char> scratch(net.float_scratch_bytes());
        return count(0.5F, right, [&](const float* x, float* y) {
            return net.predict(x, {scratch.data(), scratch.size()}, y);
        });
    }

    status calibrate(const picomlp::float_network& of, std::vector<uint64_t>& memory,
                     picomlp::calibration& ranges) const {
        memory.resize(ranges.bytes(of) / 8 + 1);
        status done = ranges.open(of, {memory.data(), memory.size() * 8});
        for (uint32_t k = 0; k < train_points_.size() && done == status::ok; ++k) {
            const float x[2] = {static_cast<float>(train_points_.x1[k]),
                                static_cast<float>(train_points_.x2[k])};
            done = ranges.add(x);
        }
        return done;
    }

    status count_quantized(const parameters& w, eight_bits_counts& to) const {
        using picomlp::weight_scales;
        const picomlp::float_network of(w);
        picomlp::calibration ranges;
        std::vector<uint64_t> memory;
        status done = calibrate(of, memory, ranges);
        if (done == status::ok) done = count_int8(ranges, weight_scales::per_layer, to.per_layer);
        if (done == status::ok) done = count_int8(ranges, weight_scales::per_output, to.per_output);
        return done == status::ok ? count_16x8(w, to.in_16x8) : done;
    }

    status count_16x8(const parameters& w, uint32_t& right) const {
        typename Logits::parameters same;
        std::copy(w.begin(), w.end(), same.begin());
        const picomlp::float_network of(same);
        picomlp::calibration ranges;
        std::vector<uint64_t> memory;
        status done = calibrate(of, memory, ranges);
        if (done != status::ok) return done;
        constexpr auto scales = picomlp::weight_scales::per_output;
        picomlp::quantized_16x8_model model;
        std::vector<uint64_t> numbers(model.bytes(ranges, scales) / 8 + 1);
        done = model.make(ranges, scales, {numbers.data(), numbers.size() * 8});
        picomlp::quantized_16x8_network net;
        if (done == status::ok) done = net.open(model.shape());
        if (done != status::ok) return done;
        std::vector<int16_t> scratch(net.float_scratch_bytes() / sizeof(int16_t));
        return count(0, right, [&](const float* x, float* y) {
            return net.predict(x, {scratch.data(), net.float_scratch_bytes()}, y);
        });
    }

    sample_set<float> train_;
    point_set test_points_;
    point_set train_points_;
};

}  // namespace course
