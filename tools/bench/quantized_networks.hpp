// Predicting by picomlp in eight bits.
#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "picomlp/quantized/quantize_network.hpp"
#include "picomlp_networks.hpp"

namespace bench {

constexpr int calibration_samples = 64;

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
    demand(quantize(ranges, s->numbers));
    demand(s->predicting.open(s->numbers));
    demand(quantize(x.data(), Network::inputs, s->predicting.input_quantization(), s->x));
    return {name, "",
            [s](long count) {
                auto outcome = status::ok;
                for (long k = 0; k < count; ++k) {
                    const status now = s->predicting.predict(s->x, s->scratch, s->y);
                    if (now != status::ok) outcome = now;
                    keep(s.get());
                }
                demand(outcome);
            },
            [s] {
                const quantization output = s->predicting.output_quantization();
                double sum = 0;
                for (const int8_t y : s->y) sum += std::fabs(double{dequantize(y, output)});
                return sum;
            }};
}

}  // namespace bench
