// SPDX-License-Identifier: MIT
// Networks of run-time shape: forty of them, each trained by an optimizer in its turn, and every
// option. The unit tests hold the same forty against networks of their types.
#include "picomlp/picomlp.hpp"
#include "reference/dynamic_cases.hpp"
#include "stage.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

using losses = loss_list<binary_cross_entropy, softmax_cross_entropy, mean_squared_error, huber>;
using optimizers =
    optimizer_list<gradient_descent, momentum, nesterov, rmsprop, adam, adamw, rprop>;
constexpr uint32_t optimizer_codes[] = {code_of<gradient_descent>(),
                                        code_of<momentum>(),
                                        code_of<nesterov>(),
                                        code_of<rmsprop>(),
                                        code_of<adam>(),
                                        code_of<adamw>(),
                                        code_of<rprop>()};

/// The shapes of a list of types.
template <class List>
struct shapes_of;
template <class... Networks>
struct shapes_of<reference::network_list<Networks...>> {
    static constexpr uint32_t count = sizeof...(Networks);
    static constexpr dynamic_shape shape[count] = {reference::described<Networks>::shape...};
};

/// Memory that is aligned for whatever is opened over it.
class room {
  public:
    explicit room(size_t bytes) : words_(bytes / sizeof(uint64_t) + 1), bytes_(bytes) {}
    operator memory_block() { return {words_.data(), bytes_}; }

  private:
    values<uint64_t> words_;
    size_t bytes_;
};

uint32_t loss_behind(const dynamic_shape& shape) {
    const uint32_t last = shape.layers[shape.layer_count - 1].activation;
    if (last == code_of<struct picomlp::sigmoid>()) return code_of<binary_cross_entropy>();
    if (last == code_of<softmax>()) return code_of<softmax_cross_entropy>();
    return shape.inputs % 2 == 0 ? code_of<huber>() : code_of<mean_squared_error>();
}

/// Steps, what they cost, the parameters that come out, and what those predict one by one and in a
/// batch.
template <class T, class Trainer>
void add_training(checksum& results, Trainer& by, const dynamic_shape& shape, uint32_t samples,
                  uint32_t seed) {
    const values<T> x = random_values<T>(size_t{shape.inputs} * samples, seed);
    values<T> y(size_t{shape.outputs()} * samples);
    integers label(seed + 1);
    for (uint32_t s = 0; s < samples; ++s) {
        const uint32_t chosen = label.next() % class_count(shape.outputs());
        y[shape.outputs() == 1 ? s : chosen * samples + s] = T(shape.outputs() == 1 ? chosen : 1);
    }
    values<T> w(parameter_count_of(shape));
    picomlp::xoshiro128pp bits(seed);
    results.add(static_cast<uint32_t>(initialize(shape, w.data(), he_normal{}, bits)));
    const auto features = feature_major(x.data(), samples);
    const auto targets = feature_major(y.data(), samples);
    for (int step = 0; step < 3; ++step) {
        const auto result = by.step(w, features, targets);
        results.add(static_cast<uint32_t>(result.status));
        results.add(result.cost);
    }
    results.add(w);

    using network = basic_dynamic_network<T, all_activations>;
    room memory(network::bytes(shape, samples));
    network net;
    results.add(static_cast<uint32_t>(net.open(shape, memory, samples)));
    results.add(static_cast<uint32_t>(net.predict(w, features, feature_major(y.data(), samples))));
    results.add(y);
    values<T> one(shape.inputs);
    for (uint32_t f = 0; f < shape.inputs; ++f) one[f] = x[f * samples];
    results.add(static_cast<uint32_t>(net.predict(w, one.data(), y.data())));
    for (uint32_t o = 0; o < shape.outputs(); ++o) results.add(y[o]);
}

template <class T, class Networks>
void train_shapes(checksum& results) {
    using shapes = shapes_of<Networks>;
    using any_trainer = basic_dynamic_trainer<T, all_activations, losses, optimizers>;
    for (uint32_t k = 0; k < shapes::count; ++k) {
        const dynamic_shape& shape = shapes::shape[k];
        const uint32_t samples = k % 3 == 0 ? 1 : 1 + k % 9;
        const dynamic_training how{loss_behind(shape), optimizer_codes[k % 7], samples};
        room memory(any_trainer::bytes(shape, how));
        any_trainer by;
        results.add(static_cast<uint32_t>(by.open(shape, how, memory)));
        add_training<T>(results, by, shape, samples, 100 + k);
        results.mark_end_of("shape", k + 1);
    }
}

template <class T>
void forty_shapes(checksum& results) {
    train_shapes<T, reference::forty_networks<T>>(results);
}

template <class T>
void parameters(checksum& results) {
    train_shapes<T, reference::parametric_networks<T>>(results);
}

template <class T, class Optimizer, class... Options, class... Settings>
void with_options(checksum& results, const Settings&... settings) {
    static constexpr dynamic_layer layers[] = {
        {9, code_of<relu>()}, {6, code_of<hyperbolic_tangent>()}, {3, code_of<softmax>()}};
    const dynamic_shape shape{5, layers};
    using trainer = basic_dynamic_trainer<T, activation_list<relu, hyperbolic_tangent, softmax>,
                                          loss_list<softmax_cross_entropy>,
                                          optimizer_list<Optimizer>, Options...>;
    const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<Optimizer>(), 6};
    room memory(trainer::bytes(shape, how));
    trainer by(settings...);
    results.add(static_cast<uint32_t>(by.open(shape, how, memory)));
    add_training<T>(results, by, shape, 6, 200);
}

template <class T>
void every_option(checksum& results) {
    const values<T> weights = [] {
        values<T> made = random_values<T>(6, 61);
        for (T& value : made) value = value < T(0) ? -value : value;
        return made;
    }();
    class_weights::settings<dynamic_settings<T>> of_classes;
    of_classes.weight[1] = T(3);
    with_options<T, momentum, l2, l1, weight_decay, dropout, clip_by_norm, max_norm,
                 scheduled<inverse_time_decay>>(
        results, momentum::learning_rate(T(0.0625)), l2::lambda(T(0.125)), l1::lambda(T(0.0625)),
        weight_decay::decay(T(0.0078125)), dropout::keep(T(0.875)), dropout::seed(9),
        clip_by_norm::limit(T(2)), max_norm::limit(T(3)));
    results.mark_end_of("penalties, dropout, norms");
    with_options<T, gradient_descent, frozen<2>, clip_by_value>(results);
    results.mark_end_of("frozen layer, clipping");
    with_options<T, adam, class_weights, sample_weights>(results, of_classes,
                                                         sample_weights::values(weights));
    results.mark_end_of("weights");
    with_options<T, adamw, numpy_dropout>(results, numpy_dropout::keep(T(0.75)));
    results.mark_end_of("NumPy's dropout");
}

}  // namespace

stage_list dynamic_stages() {
    static constexpr stage all[] = {
        {"dynamic/forty_shapes.float", range::normal, unless_small<forty_shapes<float>>},
        {"dynamic/forty_shapes.double", range::normal, unless_small<forty_shapes<double>>},
        {"dynamic/parameters.float", range::normal, unless_small<parameters<float>>},
        {"dynamic/parameters.double", range::normal, unless_small<parameters<double>>},
        {"dynamic/every_option.float", range::normal, unless_small<every_option<float>>},
        {"dynamic/every_option.double", range::normal, unless_small<every_option<double>>},
    };
    return all;
}

}  // namespace testing
