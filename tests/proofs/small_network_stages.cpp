// SPDX-License-Identifier: MIT
// What a board with 16 KB of memory can do: it trains small networks with every initializer,
// optimizer, activation, loss, option and scaler.
#include "every_activation.hpp"
#include "picomlp/picomlp.hpp"
#include "stage.hpp"
#include "watched.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

constexpr uint32_t samples = 6;
constexpr uint32_t inputs = 3;
constexpr uint32_t outputs = 3;

template <class T>
using classifier = basic_network<T, input<inputs>, dense<9, relu>,
                                 dense<6, picomlp::hyperbolic_tangent>, dense<outputs, softmax>>;
template <class T>
using yes_or_no = basic_network<T, input<inputs>, dense<5, relu>, dense<1, sigmoid>>;
template <class T>
using all_activations = every_activation::network<T, inputs, 3, 2, 3, 2, 3, 2, 3, 2, 3, outputs>;

template <class Network>
struct made_up {
    using T = typename Network::value_type;
    T x[inputs * samples];
    T y[Network::outputs * samples];
    typename Network::parameters w;

    explicit made_up(bool classes = true) {
        random_numbers<T> feature(71);
        for (T& value : x) value = feature.next();
        integers label(72);
        for (uint32_t s = 0; s < samples; ++s) {
            const uint32_t chosen = label.next() % class_count(Network::outputs);
            for (uint32_t o = 0; o < Network::outputs; ++o) {
                y[o * samples + s] = T(Network::outputs == 1 ? chosen : uint32_t{o == chosen});
            }
        }
        random_numbers<T> number(73);
        if (!classes) {
            for (T& value : y) value = number.next();
        }
        picomlp::xoshiro128pp bits(3);
        initialize(w, he_normal{}, bits);
    }
    auto features() const { return sample_view<const T, inputs>(x, samples); }
    auto targets() const { return sample_view<const T, Network::outputs>(y, samples); }
};

template <class T>
void initialize_all(checksum& results) {
    using net = classifier<T>;
    typename net::parameters w;
    const auto with = [&](const char* name, auto& bits, const auto& initializer) {
        initialize(w, initializer, bits);
        add_layers<net>(results, name, w);
    };
    picomlp::xoshiro128pp bits(3);
    with("zeros", bits, zeros{});
    with("constant", bits, constant<T>{T(0.125)});
    with("random_uniform", bits, random_uniform<T>{T(-1), T(2)});
    with("random_normal", bits, random_normal<T>{T(0.0625)});
    with("xavier_normal", bits, xavier_normal{});
    with("xavier_uniform", bits, xavier_uniform{});
    with("lecun_normal", bits, lecun_normal{});
    with("lecun_uniform", bits, lecun_uniform{});
    with("he_normal", bits, he_normal{});
    with("he_uniform", bits, he_uniform{});
    with("orthogonal", bits, orthogonal<T>{});
    const on_heap<numpy_random_state> as_numpy(3U);
    with("numpy_normal_times", *as_numpy, numpy_normal_times{10});
    with("numpy_uniform_times", *as_numpy, numpy_uniform_times{10});
    with("numpy_he", *as_numpy, numpy_he{});
    with("numpy_xavier", *as_numpy, numpy_xavier{});
    with("numpy_normal_over_root", *as_numpy, numpy_normal_over_root{});
}

/// Steps of whole batches, what they cost, the parameters that come out and what those predict.
template <class Network, class Trainer>
void add_training(checksum& results, Trainer& by, made_up<Network>& data) {
    using T = typename Network::value_type;
    for (int step = 0; step < 5; ++step) {
        const auto result = by.step(data.w, data.features(), data.targets());
        results.add(static_cast<uint32_t>(result.status));
        results.add(result.cost);
    }
    results.mark_end_of("costs");
    add_layers<Network>(results, "trained parameters", data.w);
    typename Network::scratch scratch;
    T x[Network::inputs];
    T y[Network::outputs];
    for (uint32_t f = 0; f < Network::inputs; ++f) x[f] = data.features()(f, 1);
    results.add(static_cast<uint32_t>(predict(data.w, scratch, x, y)));
    for (const T output : y) results.add(output);
}

template <class T, class Optimizer>
void train_by(checksum& results) {
    using teacher = trainer<classifier<T>, softmax_cross_entropy, Optimizer, batch<samples>>;
    const on_heap<made_up<classifier<T>>> data;
    const on_heap<teacher> by;
    add_training(results, *by, *data);
}

template <class T>
void optimizers(checksum& results) {
    train_by<T, momentum>(results);
    train_by<T, nesterov>(results);
    train_by<T, rmsprop>(results);
    train_by<T, adam>(results);
    train_by<T, adamw>(results);
    train_by<T, rprop>(results);
}

/// From layer to layer through the first step, then plainly.
template <class Network, class Loss>
void train(checksum& results, bool classes) {
    using T = typename Network::value_type;
    using teacher = trainer<Network, Loss, gradient_descent, batch<samples>>;
    const on_heap<made_up<Network>> data(classes);
    add_layers<Network>(results, "initial parameters", data->w);
    add_first_step<Network, Loss, samples>(results, data->w, data->features(), data->targets());
    const on_heap<teacher> by(typename teacher::optimizer_settings{T(0.0625)});
    add_training(results, *by, *data);
}

template <class T>
void classification(checksum& results) {
    train<classifier<T>, softmax_cross_entropy>(results, true);
}

template <class T>
void decision(checksum& results) {
    train<yes_or_no<T>, binary_cross_entropy>(results, true);
}

template <class T>
void regression(checksum& results) {
    train<all_activations<T>, mean_squared_error>(results, false);
}

template <class T>
void robust_regression(checksum& results) {
    train<all_activations<T>, huber>(results, false);
}

template <class T>
void options(checksum& results) {
    const on_heap<made_up<classifier<T>>> data;
    {
        using teacher =
            trainer<classifier<T>, softmax_cross_entropy, momentum, batch<samples>, l2, l1,
                    weight_decay, dropout, clip_by_norm, max_norm, scheduled<inverse_time_decay>>;
        const on_heap<teacher> by(
            typename teacher::optimizer_settings{T(0.0625)}, l2::settings<classifier<T>>{T(0.125)},
            l1::settings<classifier<T>>{T(0.0625)},
            weight_decay::settings<classifier<T>>{T(0.0078125)},
            dropout::settings<classifier<T>>{T(0.875), 9},
            clip_by_norm::settings<classifier<T>>{T(2)}, max_norm::settings<classifier<T>>{T(3)},
            typename scheduled<inverse_time_decay>::template settings<classifier<T>>{});
        add_training(results, *by, *data);
    }
    using teacher = trainer<classifier<T>, softmax_cross_entropy, gradient_descent, batch<samples>,
                            frozen<2>, clip_by_value>;
    const on_heap<teacher> by;
    add_training(results, *by, *data);
}

template <class T, class Scaler>
void scale_by(checksum& results) {
    using net = classifier<T>;
    const on_heap<made_up<net>> data;
    Scaler scaler;
    scaled_model<net> model;
    results.add(static_cast<uint32_t>(scaler.add(data->features())));
    results.add(static_cast<uint32_t>(scaler.result(model.scaling)));
    for (const T offset : model.scaling.offset) results.add(offset);
    for (const T factor : model.scaling.factor) results.add(factor);
    model.parameters = data->w;
    parameters_of<net> folded;
    results.add(static_cast<uint32_t>(fold(model.scaling, model.parameters, folded)));
    add_layers<net>(results, "folded parameters", folded);
}

template <class T>
void scalers(checksum& results) {
    scale_by<T, standard_scaler<T, inputs>>(results);
    scale_by<T, min_max_scaler<T, inputs>>(results);
}

}  // namespace

stage_list small_network_stages() {
    static constexpr stage all[] = {
        {"small/initialize.float", range::normal, initialize_all<float>},
        {"small/initialize.double", range::normal, initialize_all<double>},
        {"small/classification.float", range::normal, classification<float>},
        {"small/classification.double", range::normal, classification<double>},
        {"small/decision.float", range::normal, decision<float>},
        {"small/decision.double", range::normal, decision<double>},
        {"small/regression.float", range::normal, regression<float>},
        {"small/regression.double", range::normal, regression<double>},
        {"small/robust_regression.float", range::normal, robust_regression<float>},
        {"small/robust_regression.double", range::normal, robust_regression<double>},
        {"small/optimizers.float", range::normal, optimizers<float>},
        {"small/optimizers.double", range::normal, optimizers<double>},
        {"small/options.float", range::normal, options<float>},
        {"small/options.double", range::normal, options<double>},
        {"small/scalers.float", range::normal, scalers<float>},
        {"small/scalers.double", range::normal, scalers<double>},
    };
    return all;
}

}  // namespace testing
