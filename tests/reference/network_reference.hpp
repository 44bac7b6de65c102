// SPDX-License-Identifier: MIT
// A whole network as the plainest program: one sample at a time through the dense layers of
// dense_reference.hpp, activations and losses by the formulas in their headers. Prediction,
// gradients and steps are compared with it, bit for bit.
//
// Compile with -ffp-contract=off.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "picomlp/activation/activations.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/math/exp.hpp"
#include "picomlp/math/expm1.hpp"
#include "picomlp/math/log.hpp"
#include "picomlp/math/normal_cdf.hpp"
#include "picomlp/math/sigmoid.hpp"
#include "picomlp/math/softplus.hpp"
#include "picomlp/math/tanh.hpp"
#include "picomlp/network/network.hpp"
#include "reference/dense_reference.hpp"

namespace reference {

/// features x samples, samples innermost and without gaps.
template <class T>
struct matrix {
    std::size_t features = 0;
    std::size_t samples = 0;
    std::vector<T> values;

    matrix() = default;
    matrix(std::size_t feature_count, std::size_t sample_count)
        : features(feature_count), samples(sample_count), values(feature_count * sample_count) {}

    T& operator()(std::size_t f, std::size_t s) { return values[f * samples + s]; }
    const T& operator()(std::size_t f, std::size_t s) const { return values[f * samples + s]; }
    strided_rows<const T> view() const { return {values.data(), samples}; }

    std::vector<T> column(std::size_t s) const {
        std::vector<T> one;
        for (std::size_t f = 0; f < features; ++f) one.push_back((*this)(f, s));
        return one;
    }
    void set_column(std::size_t s, const std::vector<T>& one) {
        for (std::size_t f = 0; f < features; ++f) (*this)(f, s) = one[f];
    }
};

/// f and f' of one activation; the slope is a function of the output a or the input z. An
/// activation that has no formula below is called for a single element: its own tests say what that
/// is.
template <class Activation>
struct scalar_activation {
    template <class T>
    static T value(T z) {
        Activation::template apply<T>(1, 1, {&z, 1});
        return z;
    }
    template <class T>
    static T slope(T a, T z) {
        constexpr bool takes_z =
            Activation::derivative_takes == picomlp::activation_argument::preactivation;
        const T argument = takes_z ? z : a;
        T delta = 1;
        Activation::template derivative<T>(1, 1, {&argument, 1}, {&delta, 1});
        return delta;
    }
};

template <>
struct scalar_activation<picomlp::identity> {
    template <class T>
    static T value(T z) {
        return z;
    }
    template <class T>
    static T slope(T, T) {
        return T(1);
    }
};
template <>
struct scalar_activation<picomlp::relu> {
    template <class T>
    static T value(T z) {
        return z > 0 ? z : T(0);
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 ? T(1) : T(0);
    }
};
template <>
struct scalar_activation<picomlp::leaky_relu> {
    template <class T>
    static T value(T z) {
        return z > 0 ? z : T(0.01) * z;
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 ? T(1) : T(0.01);
    }
};
template <int32_t Numerator, int32_t Denominator>
struct scalar_activation<picomlp::leaky_relu_of<Numerator, Denominator>> {
    template <class T>
    static T value(T z) {
        return z > 0 ? z : T(Numerator) / T(Denominator) * z;
    }
    template <class T>
    static T slope(T, T z) {
        return z > 0 ? T(1) : T(Numerator) / T(Denominator);
    }
};
template <>
struct scalar_activation<struct picomlp::sigmoid> {
    template <class T>
    static T value(T z) {
        return picomlp::math::sigmoid(z);
    }
    template <class T>
    static T slope(T a, T) {
        return a * (T(1) - a);
    }
};
template <>
struct scalar_activation<picomlp::hyperbolic_tangent> {
    template <class T>
    static T value(T z) {
        return picomlp::math::tanh(z);
    }
    template <class T>
    static T slope(T a, T) {
        return (T(1) - a) * (T(1) + a);
    }
};
template <>
struct scalar_activation<picomlp::elu> {
    template <class T>
    static T value(T z) {
        return z > 0 ? z : picomlp::math::expm1(z);
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 ? T(1) : a + T(1);
    }
};
template <int32_t Numerator, int32_t Denominator>
struct scalar_activation<picomlp::elu_of<Numerator, Denominator>> {
    template <class T>
    static T value(T z) {
        return z > 0 ? z : T(Numerator) / T(Denominator) * picomlp::math::expm1(z);
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 ? T(1) : a + T(Numerator) / T(Denominator);
    }
};
template <>
struct scalar_activation<struct picomlp::softplus> {
    template <class T>
    static T value(T z) {
        return picomlp::math::softplus(z);
    }
    template <class T>
    static T slope(T a, T) {
        return -picomlp::math::expm1(-a);
    }
};
template <>
struct scalar_activation<picomlp::hard_sigmoid> {
    template <class T>
    static T value(T z) {
        const T line = (z + T(3)) / T(6);
        return line <= 0 ? T(0) : line >= 1 ? T(1) : line;
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 && a < 1 ? T(1) / T(6) : T(0);
    }
};
template <>
struct scalar_activation<picomlp::silu> {
    template <class T>
    static T value(T z) {
        return z * picomlp::math::sigmoid(z);
    }
    template <class T>
    static T slope(T, T z) {
        const T s = picomlp::math::sigmoid(z);
        return s * (T(1) + z * (T(1) - s));
    }
};
template <>
struct scalar_activation<picomlp::gelu> {
    template <class T>
    static T value(T z) {
        return z * picomlp::math::normal_cdf(z);
    }
    template <class T>
    static T slope(T, T z) {
        return picomlp::math::normal_cdf(z) + z * picomlp::math::normal_pdf(z);
    }
};

template <>
struct scalar_activation<picomlp::relu6> {
    template <class T>
    static T value(T z) {
        return z > 6 ? T(6) : z > 0 ? z : T(0);
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 && a < 6 ? T(1) : T(0);
    }
};
template <>
struct scalar_activation<picomlp::selu> {
    template <class T>
    static T value(T z) {
        return z > 0 ? T(1.0507009873554804934L) * z
                     : T(1.7580993408473768599L) * picomlp::math::expm1(z);
    }
    template <class T>
    static T slope(T a, T) {
        return a > 0 ? T(1.0507009873554804934L) : a + T(1.7580993408473768599L);
    }
};
template <>
struct scalar_activation<picomlp::softsign> {
    template <class T>
    static T value(T z) {
        return z / (T(1) + std::abs(z));
    }
    template <class T>
    static T slope(T a, T) {
        return (T(1) - std::abs(a)) * (T(1) - std::abs(a));
    }
};
template <>
struct scalar_activation<picomlp::mish> {
    template <class T>
    static T value(T z) {
        const T w = picomlp::math::exp(std::min(z, T(40)));
        const T n = w * (w + T(2));
        return z * (n / (n + T(2)));
    }
    template <class T>
    static T slope(T, T z) {
        const T w = picomlp::math::exp(std::min(z, T(40)));
        const T n = w * (w + T(2));
        return (n + T(4) * z * (w * (T(1) + w)) / (n + T(2))) / (n + T(2));
    }
};
template <>
struct scalar_activation<picomlp::hard_swish> {
    template <class T>
    static T value(T z) {
        const T line = z <= -3 ? T(0) : z + T(3);
        return z * (line >= 6 ? T(1) : line / T(6));
    }
    template <class T>
    static T slope(T, T z) {
        return z <= -3 ? T(0) : z >= 3 ? T(1) : z / T(3) + T(0.5);
    }
};

template <class Activation>
inline constexpr bool is_relu = false;
template <>
inline constexpr bool is_relu<picomlp::relu> = true;

/// a = f(z) of a whole layer of one sample.
template <class Activation, class T>
std::vector<T> activated(const std::vector<T>& z) {
    std::vector<T> a = z;
    for (T& value : a) value = scalar_activation<Activation>::value(value);
    return a;
}
/// delta of z from delta of a.
template <class Activation, class T>
std::vector<T> through(const std::vector<T>& a, const std::vector<T>& z,
                       const std::vector<T>& delta) {
    std::vector<T> result = delta;
    for (std::size_t k = 0; k < a.size(); ++k) {
        // A unit that relu holds at 0 passes +0 on, whatever the sign of delta.
        result[k] = is_relu<Activation> && !(a[k] > 0)
                        ? T(0)
                        : scalar_activation<Activation>::slope(a[k], z[k]) * delta[k];
    }
    return result;
}

template <class T>
std::vector<T> softmax_of(const std::vector<T>& z) {
    T largest = z[0];
    for (const T value : z) largest = value > largest ? value : largest;
    std::vector<T> a;
    T sum = 0;
    for (const T value : z) {
        a.push_back(picomlp::math::exp(value - largest));
        sum += a.back();
    }
    for (T& value : a) value /= sum;
    return a;
}
template <class T>
std::vector<T> through_softmax(const std::vector<T>& a, const std::vector<T>& delta) {
    T mean = 0;
    for (std::size_t k = 0; k < a.size(); ++k) mean += a[k] * delta[k];
    std::vector<T> result;
    for (std::size_t k = 0; k < a.size(); ++k) result.push_back(a[k] * (delta[k] - mean));
    return result;
}

template <class T>
std::vector<T> log_softmax_of(const std::vector<T>& z) {
    const T largest = *std::max_element(z.begin(), z.end());
    T sum = 0;
    for (const T value : z) sum += picomlp::math::exp(value - largest);
    std::vector<T> a;
    for (const T value : z) a.push_back((value - largest) - picomlp::math::log(sum));
    return a;
}
template <class T>
std::vector<T> through_log_softmax(const std::vector<T>& a, const std::vector<T>& delta) {
    T sum = 0;
    for (const T value : delta) sum += value;
    std::vector<T> result;
    for (std::size_t k = 0; k < a.size(); ++k)
        result.push_back(delta[k] - picomlp::math::exp(a[k]) * sum);
    return result;
}

template <class Activation>
inline constexpr bool is_softmax = false;
template <>
inline constexpr bool is_softmax<picomlp::softmax> = true;
template <class Activation>
inline constexpr bool is_log_softmax = false;
template <>
inline constexpr bool is_log_softmax<picomlp::log_softmax> = true;

/// A layer as a table entry, so that networks of any depth are one loop.
template <class T>
struct plain_layer {
    dense_shape shape;
    std::vector<T> (*apply)(const std::vector<T>& z);
    std::vector<T> (*derivative)(const std::vector<T>& a, const std::vector<T>& z,
                                 const std::vector<T>& delta);
};

template <class Activation, class T>
plain_layer<T> plain_layer_of(std::uint32_t inputs, std::uint32_t outputs) {
    return {{static_cast<std::uint16_t>(inputs), static_cast<std::uint16_t>(outputs)},
            [](const std::vector<T>& z) {
                if constexpr (is_softmax<Activation>)
                    return softmax_of(z);
                else if constexpr (is_log_softmax<Activation>)
                    return log_softmax_of(z);
                else
                    return activated<Activation>(z);
            },
            [](const std::vector<T>& a, const std::vector<T>& z, const std::vector<T>& delta) {
                if constexpr (is_softmax<Activation>)
                    return (void)z, through_softmax(a, delta);
                else if constexpr (is_log_softmax<Activation>)
                    return (void)z, through_log_softmax(a, delta);
                else
                    return through<Activation>(a, z, delta);
            }};
}

template <class Network>
struct layers_of;
template <class T, class Input, class... Layers>
struct layers_of<picomlp::basic_network<T, Input, Layers...>> {
    static std::vector<plain_layer<T>> list() {
        std::vector<plain_layer<T>> all;
        std::uint32_t inputs = Input::size;
        ((all.push_back(plain_layer_of<typename Layers::activation, T>(inputs, Layers::size)),
          inputs = Layers::size),
         ...);
        return all;
    }
};

/// The cost of one sample, and delta = scale * its derivative, from z or a as the loss asks.
template <class Loss>
struct plain_loss;

template <>
struct plain_loss<picomlp::mean_squared_error> {
    static constexpr bool takes_logits = false;
    template <class T>
    static T cost(const std::vector<T>& a, const std::vector<T>& y, T scale, std::vector<T>& d) {
        const T share = T(1) / static_cast<T>(a.size());
        T sum = 0;
        for (std::size_t k = 0; k < a.size(); ++k) {
            const T e = a[k] - y[k];
            sum += e * e * share;
            d[k] = scale * share * (T(2) * e);
        }
        return sum;
    }
};
template <>
struct plain_loss<picomlp::huber> {
    static constexpr bool takes_logits = false;
    template <class T>
    static T cost(const std::vector<T>& a, const std::vector<T>& y, T scale, std::vector<T>& d) {
        const T share = T(1) / static_cast<T>(a.size());
        T sum = 0;
        for (std::size_t k = 0; k < a.size(); ++k) {
            const T e = a[k] - y[k];
            const T size = std::fabs(e);
            sum += (size <= 1 ? e * e / T(2) : size - T(0.5)) * share;
            d[k] = scale * share * (e < -1 ? T(-1) : e > 1 ? T(1) : e);
        }
        return sum;
    }
};
template <>
struct plain_loss<picomlp::binary_cross_entropy> {
    static constexpr bool takes_logits = true;
    template <class T>
    static T cost(const std::vector<T>& z, const std::vector<T>& y, T scale, std::vector<T>& d) {
        const T share = T(1) / static_cast<T>(z.size());
        T sum = 0;
        for (std::size_t k = 0; k < z.size(); ++k) {
            const T largest = z[k] > 0 ? z[k] : T(0);
            sum += (largest - y[k] * z[k] + picomlp::math::softplus(-std::fabs(z[k]))) * share;
            d[k] = scale * share * (picomlp::math::sigmoid(z[k]) - y[k]);
        }
        return sum;
    }
};
template <>
struct plain_loss<picomlp::softmax_cross_entropy> {
    static constexpr bool takes_logits = true;
    template <class T>
    static T cost(const std::vector<T>& z, const std::vector<T>& y, T scale, std::vector<T>& d) {
        const std::vector<T> a = softmax_of(z);
        T largest = z[0];
        for (const T value : z) largest = value > largest ? value : largest;
        T sum = 0;
        for (const T value : z) sum += picomlp::math::exp(value - largest);
        const T log_sum = picomlp::math::log(sum);
        T weight = 0;
        for (const T target : y) weight += target;
        T total = 0;
        for (std::size_t k = 0; k < z.size(); ++k) {
            if (y[k] != 0) total += y[k] * (log_sum - (z[k] - largest));
            d[k] = scale * (weight * a[k] - y[k]);
        }
        return total;
    }
};

/// outputs x samples for x of inputs x samples.
template <class Network, class T = typename Network::value_type>
matrix<T> predict(const std::vector<T>& parameters, const matrix<T>& x) {
    matrix<T> y(Network::outputs, x.samples);
    for (std::size_t s = 0; s < x.samples; ++s) {
        const T* w = parameters.data();
        std::vector<T> a = x.column(s);
        for (const auto& layer : layers_of<Network>::list()) {
            std::vector<T> z(layer.shape.outputs);
            forward(layer.shape, w, a.data(), 1, z.data());
            a = layer.apply(z);
            w += (std::size_t{layer.shape.inputs} + 1) * layer.shape.outputs;
        }
        y.set_column(s, a);
    }
    return y;
}

template <class T>
struct cost_with_gradient {
    T cost = 0;
    std::vector<T> gradient;
};

/// Multiplies by dropout's factor; what it drops is +0 whatever it was.
template <class T>
std::vector<T> masked(const std::vector<T>& values, const std::vector<T>& factors) {
    std::vector<T> result;
    for (std::size_t k = 0; k < values.size(); ++k) {
        result.push_back(factors[k] == T(0) ? T(0) : values[k] * factors[k]);
    }
    return result;
}

/// Mean cost of the samples and its gradient in the parameters' order. `factors` is empty, or holds
/// what dropout multiplies each hidden layer by, units x samples; `weights` is empty, or holds what
/// each sample counts.
template <class Network, class Loss, class T = typename Network::value_type>
cost_with_gradient<T> cost_and_gradient(const std::vector<T>& parameters, const matrix<T>& x,
                                        const matrix<T>& y,
                                        const std::vector<matrix<T>>& factors = {},
                                        const std::vector<T>& weights = {}) {
    const auto layers = layers_of<Network>::list();
    const std::size_t count = layers.size();
    const std::size_t samples = x.samples;
    std::vector<const T*> w;
    std::vector<matrix<T>> inputs{x};
    std::vector<matrix<T>> deltas;
    const T* next = parameters.data();
    for (const auto& layer : layers) {
        w.push_back(next);
        next += (std::size_t{layer.shape.inputs} + 1) * layer.shape.outputs;
        inputs.emplace_back(layer.shape.outputs, samples);
        deltas.emplace_back(layer.shape.outputs, samples);
    }
    std::vector<T> costs(samples);
    const T scale = T(1) / static_cast<T>(samples);
    for (std::size_t s = 0; s < samples; ++s) {
        std::vector<std::vector<T>> z(count);
        std::vector<std::vector<T>> a{x.column(s)};
        std::vector<T> input = a[0];
        for (std::size_t l = 0; l < count; ++l) {
            z[l].resize(layers[l].shape.outputs);
            forward(layers[l].shape, w[l], input.data(), 1, z[l].data());
            a.push_back(layers[l].apply(z[l]));
            input = l < factors.size() ? masked(a[l + 1], factors[l].column(s)) : a[l + 1];
            inputs[l + 1].set_column(s, input);
        }
        std::vector<T> delta(Network::outputs);
        constexpr bool takes_logits = plain_loss<Loss>::takes_logits;
        costs[s] = plain_loss<Loss>::cost(takes_logits ? z[count - 1] : a[count], y.column(s),
                                          scale, delta);
        if (!weights.empty()) {
            costs[s] *= weights[s];
            for (T& d : delta) d *= weights[s];
        }
        if (!takes_logits) {
            delta = layers[count - 1].derivative(a[count], z[count - 1], delta);
        }
        for (std::size_t l = count; l-- > 0;) {
            deltas[l].set_column(s, delta);
            if (l == 0) break;
            std::vector<T> before(layers[l].shape.inputs);
            backward(layers[l].shape, w[l], delta.data(), 1, before.data());
            if (!factors.empty()) before = masked(before, factors[l - 1].column(s));
            delta = layers[l - 1].derivative(a[l], z[l - 1], before);
        }
    }
    cost_with_gradient<T> result;
    for (std::size_t begin = 0; begin < samples; begin += 512) {
        const std::size_t chunk = samples - begin < 512 ? samples - begin : 512;
        const T sum = interleaved_sum<T>(chunk, nullptr, costs.data() + begin);
        result.cost = begin == 0 ? sum : result.cost + sum;
    }
    result.cost /= static_cast<T>(samples);
    result.gradient.resize(parameters.size());
    T* g = result.gradient.data();
    for (std::size_t l = 0; l < count; ++l) {
        gradient(layers[l].shape, samples, inputs[l].view(), deltas[l].view(), false, g);
        g += (std::size_t{layers[l].shape.inputs} + 1) * layers[l].shape.outputs;
    }
    return result;
}

}  // namespace reference
