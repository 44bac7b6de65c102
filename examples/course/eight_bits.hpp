// SPDX-License-Identifier: MIT
// A course's network in eight bits beside the same in floats.
#pragma once

#include <memory>
#include <vector>

#include "common/integer_networks.hpp"
#include "course/eight_bits_csv.hpp"
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
        : train_(train), test_(test), test_points_(test), train_points_(train) {}

    /// Trains w and adds what its networks get right. `csv` may be null.
    status run(parameters w, const eight_bits_settings& how, eight_bits_counts& to,
               eight_bits_csv* csv) {
        csv_ = csv;
        picomlp::gradient_descent::settings<float> rate{how.learning_rate};
        auto learnt = std::make_unique<trainer>(rate);
        status done = train(*learnt, "float", 0, how.iterations, w);
        to.samples += test_points_.size();
        std::vector<float> in_float;
        if (done == status::ok) done = count_float(w, to.in_float, &in_float);
        if (done == status::ok) done = count_quantized(w, in_float, to);
        if (done != status::ok) return done;

        rate.learning_rate = how.later_rate;
        parameters longer = w;
        done = train(*std::make_unique<trainer>(rate), "float_longer", how.iterations, how.more,
                     longer);
        if (done == status::ok) done = count_float(longer, to.float_longer, nullptr);
        if (done != status::ok) return done;
        const auto aware =
            std::make_unique<aware_trainer>(rate, picomlp::quantization_aware::rate(0.01F));
        done = train(*aware, "int8_aware", how.iterations, how.more, w);
        picomlp::calibration ranges;
        if (done == status::ok) {
            done = ranges.open(picomlp::float_network(w), aware->state().observed);
        }
        if (done != status::ok) return done;
        return common::with_int8(ranges, picomlp::weight_scales::per_output,
                                 counting(0.5F, to.aware, nullptr));
    }

  private:
    static constexpr uint32_t batch_size = 300;
    static constexpr long record_every = 100;
    using trainer = picomlp::trainer<Network, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<batch_size>>;
    using aware_trainer =
        picomlp::trainer<Network, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                         picomlp::batch<batch_size>, picomlp::quantization_aware>;

    template <class Trainer>
    status train(Trainer& t, const char* run, long first, long iterations, parameters& w) const {
        std::vector<double> held_out;
        for (long k = first; k < first + iterations; ++k) {
            const bool records = csv_ != nullptr && k % record_every == 0;
            if (records) {
                const status done = add_held_out_cost<Network>(w, test_, held_out);
                if (done != status::ok) return done;
            }
            const auto step = t.step(w, train_.x(), train_.y());
            if (!step.ok()) return step.status;
            if (records) csv_->add_cost(run, k, double{step.cost}, held_out.back());
        }
        return status::ok;
    }

    /// predict(x, y): of one point; the label is 1 where y is above `threshold`. Adds each y to
    /// `outputs` where there are some.
    template <class Predict>
    status count(float threshold, uint32_t& right, std::vector<float>* outputs,
                 const Predict& predict) const {
        for (uint32_t k = 0; k < test_points_.size(); ++k) {
            const float x[2] = {static_cast<float>(test_points_.x1[k]),
                                static_cast<float>(test_points_.x2[k])};
            float y = 0;
            const status done = predict(x, &y);
            if (done != status::ok) return done;
            if (outputs != nullptr) outputs->push_back(y);
            right += (y > threshold ? 1 : 0) == test_points_.labels[k] ? 1U : 0U;
        }
        return status::ok;
    }

    status count_float(const parameters& w, uint32_t& right, std::vector<float>* outputs) const {
        typename Network::scratch scratch;
        return count(0.5F, right, outputs,
                     [&](const float* x, float* y) { return picomlp::predict(w, scratch, x, y); });
    }

    status calibrate(const picomlp::float_network& of, std::vector<uint64_t>& memory,
                     picomlp::calibration& ranges) const {
        status done = common::open_calibration(of, memory, ranges);
        for (uint32_t k = 0; k < train_points_.size() && done == status::ok; ++k) {
            const float x[2] = {static_cast<float>(train_points_.x1[k]),
                                static_cast<float>(train_points_.x2[k])};
            done = ranges.add(x);
        }
        return done;
    }

    /// What counts the test samples, for with_int8() and with_16x8().
    auto counting(float threshold, uint32_t& right, std::vector<float>* outputs) const {
        return [this, threshold, &right, outputs](const auto& predict) {
            return count(threshold, right, outputs, predict);
        };
    }

    status count_int8(const picomlp::calibration& ranges, picomlp::weight_scales scales,
                      const char* form, const std::vector<float>& in_float, uint32_t& right) const {
        std::vector<float> outputs;
        const status done = common::with_int8(ranges, scales, counting(0.5F, right, &outputs));
        write(form, in_float, outputs, done);
        return done;
    }

    void write(const char* form, const std::vector<float>& in_float,
               const std::vector<float>& in_integers, status done) const {
        if (csv_ == nullptr || done != status::ok) return;
        csv_->add_outputs(form, test_points_.labels, in_float, in_integers);
    }

    status count_quantized(const parameters& w, const std::vector<float>& in_float,
                           eight_bits_counts& to) const {
        using picomlp::weight_scales;
        const picomlp::float_network of(w);
        picomlp::calibration ranges;
        std::vector<uint64_t> memory;
        status done = calibrate(of, memory, ranges);
        if (done == status::ok) {
            done = count_int8(ranges, weight_scales::per_layer, "int8_per_layer", in_float,
                              to.per_layer);
        }
        if (done == status::ok) {
            done = count_int8(ranges, weight_scales::per_output, "int8_per_output", in_float,
                              to.per_output);
        }
        return done == status::ok ? count_16x8(w, in_float, to.in_16x8) : done;
    }

    /// The network without its sigmoid, which is applied to what is written.
    status count_16x8(const parameters& w, const std::vector<float>& in_float,
                      uint32_t& right) const {
        typename Logits::parameters same;
        std::copy(w.begin(), w.end(), same.begin());
        const picomlp::float_network of(same);
        picomlp::calibration ranges;
        std::vector<uint64_t> memory;
        status done = calibrate(of, memory, ranges);
        if (done != status::ok) return done;
        std::vector<float> outputs;
        done = common::with_16x8(ranges, picomlp::weight_scales::per_output,
                                 counting(0.0F, right, &outputs));
        for (float& output : outputs) output = picomlp::math::sigmoid(output);
        write("16x8_per_output", in_float, outputs, done);
        return done;
    }

    sample_set<float> train_;
    sample_set<float> test_;
    point_set test_points_;
    point_set train_points_;
    eight_bits_csv* csv_ = nullptr;
};

}  // namespace course
