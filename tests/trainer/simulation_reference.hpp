// SPDX-License-Identifier: MIT
// A network as int8 computes it, in floats and as the plainest program: what quantization_aware
// simulates, one sample and one number at a time. Steps are compared with it, bit for bit.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "picomlp/option/quantization_aware.hpp"
#include "reference/network_reference.hpp"

namespace testing {

using range = picomlp::running_range<float>;
using reference::matrix;

/// Scale and zero point of -128 to 127.
struct numbers_of {
    float scale = 1;
    int zero = 0;

    static numbers_of reaching(range seen) {
        const float low = std::fmin(seen.lowest, 0.0F);
        const float high = std::fmax(seen.highest, 0.0F);
        numbers_of made;
        made.scale = (high > low ? high - low : 1.0F) / 255.0F;
        made.zero = static_cast<int>(-128 - std::round(low / made.scale));
        return made;
    }
    /// The number of x, whether it fits or not.
    float number(float x) const { return std::round(x / scale) + static_cast<float>(zero); }
    float rounded(float x) const {
        const float q = std::fmin(std::fmax(number(x), -128.0F), 127.0F);
        return scale * (q - static_cast<float>(zero));
    }
    bool fits(float x) const { return number(x) >= -128 && number(x) <= 127; }
};

/// How int8 computes an activation.
enum class form : std::uint8_t { clamped, leaky, sigmoid, tanh, table };
template <class Activation>
inline constexpr form form_of = form::table;
template <>
inline constexpr form form_of<picomlp::identity> = form::clamped;
template <>
inline constexpr form form_of<picomlp::relu> = form::clamped;
template <>
inline constexpr form form_of<picomlp::relu6> = form::clamped;
template <>
inline constexpr form form_of<picomlp::softmax> = form::clamped;
template <>
inline constexpr form form_of<picomlp::leaky_relu> = form::leaky;
template <>
inline constexpr form form_of<struct picomlp::sigmoid> = form::sigmoid;
template <>
inline constexpr form form_of<picomlp::hyperbolic_tangent> = form::tanh;

template <class Network>
struct forms_of;
template <class T, class Input, class... Layers>
struct forms_of<picomlp::basic_network<T, Input, Layers...>> {
    static constexpr form list[] = {form_of<typename Layers::activation>...};
};

/// What int8 makes of a layer's parameters: the scale of each output, all numbers as floats.
struct simulated_layer {
    std::vector<float> scales;
    std::vector<float> w;
};
inline simulated_layer simulate_layer(picomlp::dense_shape shape, const float* w, float in) {
    simulated_layer made;
    const std::size_t inputs = shape.inputs;
    const std::size_t outputs = shape.outputs;
    made.w.resize((inputs + 1) * outputs);
    for (std::size_t o = 0; o < outputs; ++o) {
        float largest = 0;
        for (std::size_t i = 0; i < inputs; ++i) {
            largest = std::fmax(largest, std::fabs(w[i * outputs + o]));
        }
        const float bias = w[inputs * outputs + o];
        float scale = std::fmax(largest / 127.0F, std::fabs(bias) / in * 0x1p-29F);
        if (scale == 0) scale = 1;
        for (std::size_t i = 0; i < inputs; ++i) {
            const double q = std::round(double{w[i * outputs + o]} / double{scale});
            made.w[i * outputs + o] = scale * static_cast<float>(q);
        }
        const double unit = double{in} * double{scale};
        made.w[inputs * outputs + o] = static_cast<float>(unit * std::round(double{bias} / unit));
        made.scales.push_back(scale);
    }
    return made;
}

/// All that a network of int8 has, from the ranges of inputs, sums and outputs.
struct simulated_network {
    bool active = false;
    numbers_of inputs;
    std::vector<numbers_of> sums;
    std::vector<numbers_of> outputs;
    std::vector<simulated_layer> layers;
};
template <class Network>
simulated_network simulate(const std::vector<float>& w, const std::vector<range>& seen,
                           bool active) {
    simulated_network made;
    made.active = active;
    if (active) made.inputs = numbers_of::reaching(seen[0]);
    const float* next = w.data();
    float in = made.inputs.scale;
    for (std::uint32_t l = 0; l < Network::layer_count; ++l) {
        const auto shape = Network::shape_of(l + 1);
        const std::size_t count = picomlp::parameter_count_of(shape);
        if (active) {
            const form how = forms_of<Network>::list[l];
            const numbers_of behind = numbers_of::reaching(seen[2 + 2 * l]);
            made.sums.push_back(how == form::clamped ? behind
                                                     : numbers_of::reaching(seen[1 + 2 * l]));
            made.outputs.push_back(how == form::sigmoid ? numbers_of{1.0F / 256, -128}
                                   : how == form::tanh  ? numbers_of{1.0F / 128, 0}
                                                        : behind);
            made.layers.push_back(simulate_layer(shape, next, in));
            in = made.outputs[l].scale;
        } else {
            made.layers.push_back({{}, {next, next + count}});
        }
        next += count;
    }
    return made;
}

struct simulated_step {
    float cost = 0;
    std::vector<float> gradient;
    std::vector<range> found;
};

inline void widen(std::vector<range>& found, std::size_t place, bool first, float x) {
    range& one = found[place];
    if (first) one = {x, x};
    one = {std::fmin(one.lowest, x), std::fmax(one.highest, x)};
}

/// Mean cost of the samples, and its straight-through gradient.
template <class Network, class Loss>
simulated_step simulated_cost_and_gradient(const simulated_network& net, const matrix<float>& x,
                                           const matrix<float>& y) {
    using vector = std::vector<float>;
    constexpr bool takes_logits = reference::plain_loss<Loss>::takes_logits;
    const auto layers = reference::layers_of<Network>::list();
    const std::size_t count = layers.size();
    const std::size_t samples = x.samples;
    simulated_step result;
    result.found.resize(1 + 2 * count);
    std::vector<matrix<float>> inputs{{x.features, samples}};
    std::vector<matrix<float>> deltas;
    for (const auto& layer : layers) {
        inputs.emplace_back(layer.shape.outputs, samples);
        deltas.emplace_back(layer.shape.outputs, samples);
    }
    vector costs(samples);
    for (std::size_t s = 0; s < samples; ++s) {
        vector input = x.column(s);
        for (std::size_t i = 0; i < input.size(); ++i) {
            widen(result.found, 0, s == 0 && i == 0, input[i]);
            if (net.active) input[i] = net.inputs.rounded(input[i]);
        }
        inputs[0].set_column(s, input);
        std::vector<vector> z(count);       // what activations take
        std::vector<vector> a(count);       // what they give
        std::vector<vector> z_fits(count);  // 1 or 0
        std::vector<vector> a_fits(count);
        for (std::size_t l = 0; l < count; ++l) {
            const bool clamped = forms_of<Network>::list[l] == form::clamped;
            const bool logits = takes_logits && l + 1 == count;
            const std::size_t units = layers[l].shape.outputs;
            z[l].resize(units);
            z_fits[l].resize(units, 1);
            a_fits[l].resize(units, 1);
            reference::forward(layers[l].shape, net.layers[l].w.data(), input.data(), 1,
                               z[l].data());
            for (std::size_t o = 0; o < units && !clamped; ++o) {
                widen(result.found, 1 + 2 * l, s == 0 && o == 0, z[l][o]);
                if (!net.active) continue;
                z_fits[l][o] = net.sums[l].fits(z[l][o]) ? 1 : 0;
                z[l][o] = net.sums[l].rounded(z[l][o]);
            }
            a[l] = logits ? z[l] : layers[l].apply(z[l]);
            input = a[l];
            for (std::size_t o = 0; o < units; ++o) {
                widen(result.found, 2 + 2 * l, s == 0 && o == 0, input[o]);
                if (!net.active || (logits && !clamped)) continue;
                a_fits[l][o] = net.outputs[l].fits(input[o]) ? 1 : 0;
                input[o] = net.outputs[l].rounded(input[o]);
            }
            if (clamped) result.found[1 + 2 * l] = result.found[2 + 2 * l];
            if (logits && !clamped) result.found[2 + 2 * l] = result.found[1 + 2 * l];
            inputs[l + 1].set_column(s, input);
        }
        vector delta(Network::outputs);
        costs[s] = reference::plain_loss<Loss>::cost(input, y.column(s),
                                                     1.0F / static_cast<float>(samples), delta);
        for (std::size_t l = count; l-- > 0;) {
            for (std::size_t o = 0; o < delta.size(); ++o) {
                if (a_fits[l][o] == 0) delta[o] = 0;
            }
            if (!takes_logits || l + 1 < count) delta = layers[l].derivative(a[l], z[l], delta);
            for (std::size_t o = 0; o < delta.size(); ++o) {
                if (z_fits[l][o] == 0) delta[o] = 0;
            }
            deltas[l].set_column(s, delta);
            vector before(layers[l].shape.inputs);
            reference::backward(layers[l].shape, net.layers[l].w.data(), delta.data(), 1,
                                before.data());
            delta = before;
        }
    }
    for (std::size_t begin = 0; begin < samples; begin += 512) {
        const std::size_t chunk = samples - begin < 512 ? samples - begin : 512;
        const float sum = reference::interleaved_sum<float>(chunk, nullptr, costs.data() + begin);
        result.cost = begin == 0 ? sum : result.cost + sum;
    }
    result.cost /= static_cast<float>(samples);
    result.gradient.resize(Network::parameter_count);
    float* g = result.gradient.data();
    for (std::size_t l = 0; l < count; ++l) {
        reference::gradient(layers[l].shape, samples, inputs[l].view(), deltas[l].view(), false, g);
        g += picomlp::parameter_count_of(layers[l].shape);
    }
    return result;
}

}  // namespace testing
