// SPDX-License-Identifier: MIT
// Predicting by picomlp in eight bits.
#pragma once

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "picomlp/quantized/quantize_network.hpp"
#include "picomlp_networks.hpp"

namespace bench {

constexpr int calibration_samples = 64;

/// The network of predict_job(), quantized.
template <class Network>
void quantize_network(quantized_parameters<Network>& numbers) {
    typename Network::parameters w;
    set_parameters(w, network_parameters(sizes_of<Network>()));
    const float_network from(w);
    std::vector<float> memory(calibration::bytes(from) / sizeof(float) + 1);
    calibration ranges;
    demand(ranges.open(from, {memory.data(), memory.size() * sizeof(float)}));
    const std::vector<double> samples =
        uniform_numbers(5, calibration_samples * size_t{Network::inputs});
    std::vector<float> x(samples.size());
    copy_to(samples, x.data());
    for (int i = 0; i < calibration_samples; ++i)
        demand(ranges.add(&x[i * size_t{Network::inputs}]));
    demand(quantize(ranges, numbers));
}

/// Of so many outputs: what a job's figure to check is, in float.
inline double sum_of_sizes(const int8_t* y, std::size_t count, quantization how) {
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += std::fabs(double{dequantize(y[k], how)});
    return sum;
}

/// As predict_job(), by the same network quantized, from int8 to int8. Its figure to check is that
/// of its outputs in float: it differs from predict_job()'s by what eight bits lose.
template <class Network>
job quantized_predict_job(const std::string& name) {
    using net = quantized<Network, double_rounding>;
    struct state {
        quantized_parameters<Network> numbers;
        net predicting;
        typename net::scratch scratch;
        int8_t x[Network::inputs];
        int8_t y[Network::outputs];
    };
    const auto s = std::make_shared<state>();
    quantize_network(s->numbers);
    demand(s->predicting.open(s->numbers));
    std::vector<float> x(Network::inputs);
    copy_to(uniform_numbers(5, Network::inputs), x.data());
    demand(quantize(x.data(), Network::inputs, s->predicting.input_quantization(), s->x));
    return {
        name, "",
        [s](long count) {
            auto outcome = status::ok;
            for (long k = 0; k < count; ++k) {
                const status now = s->predicting.predict(s->x, s->scratch, s->y);
                if (now != status::ok) outcome = now;
                keep(s.get());
            }
            demand(outcome);
        },
        [s] { return sum_of_sizes(s->y, Network::outputs, s->predicting.output_quantization()); }};
}

/// The same for batches: the samples of a family's job, one after another.
template <class Network, int Samples>
job quantized_batch_job(const std::string& name) {
    using net = quantized<Network, double_rounding>;
    struct state {
        quantized_parameters<Network> numbers;
        net predicting;
        typename net::batch_scratch scratch;
        int8_t x[Samples][Network::inputs];
        int8_t y[Samples][Network::outputs];
    };
    const auto s = std::make_shared<state>();
    quantize_network(s->numbers);
    demand(s->predicting.open(s->numbers));
    const std::vector<double> by_feature = uniform_numbers(5, Samples * int{Network::inputs});
    for (std::size_t k = 0; k < Samples; ++k) {
        for (std::size_t f = 0; f < Network::inputs; ++f) {
            s->x[k][f] = quantize(static_cast<float>(by_feature[f * Samples + k]),
                                  s->predicting.input_quantization());
        }
    }
    return {name, "",
            [s](long count) {
                auto outcome = status::ok;
                for (long k = 0; k < count; ++k) {
                    const status now =
                        s->predicting.predict(sample_major(s->x), s->scratch, sample_major(s->y));
                    if (now != status::ok) outcome = now;
                    keep(s.get());
                }
                demand(outcome);
            },
            [s] {
                return sum_of_sizes(s->y[0], std::size_t{Samples} * Network::outputs,
                                    s->predicting.output_quantization());
            }};
}

}  // namespace bench
