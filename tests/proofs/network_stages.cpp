// SPDX-License-Identifier: MIT
// Networks: every initializer, every way of training, predictions and evaluations.
#include "every_activation.hpp"
#include "picomlp/picomlp.hpp"
#include "stage.hpp"
#include "watched.hpp"

namespace testing {

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it

template <class Network>
void add_parameters(checksum& results, const parameters_of<Network>& w) {
    for (const auto value : w.values) results.add(value);
}

/// A shape for every rule of summation: narrow and wide, few inputs and many.
template <class T>
using tiny = basic_network<T, input<2>, dense<10, relu>, dense<5, relu>, dense<1, sigmoid>>;
template <class T>
using classifier = basic_network<T, input<33>, dense<40, relu>,
                                 dense<18, picomlp::hyperbolic_tangent>, dense<10, softmax>>;
template <class T>
using all_activations = every_activation::network<T, 3, 7, 6, 9, 8, 7, 6, 9, 8, 7, 4>;

template <class T>
void initialize_all(checksum& results) {
    using net = classifier<T>;
    typename net::parameters w;
    const auto with = [&](const char* name, const auto& initializer) {
        picomlp::xoshiro128pp bits(3);
        initialize(w, initializer, bits);
        add_layers<net>(results, name, w);
    };
    with("zeros", zeros{});
    with("constant", constant<T>{T(0.125)});
    with("random_uniform", random_uniform<T>{T(-1), T(2)});
    with("random_normal", random_normal<T>{T(0.0625)});
    with("xavier_normal", xavier_normal{});
    with("xavier_uniform", xavier_uniform{});
    with("lecun_normal", lecun_normal{});
    with("lecun_uniform", lecun_uniform{});
    with("he_normal", he_normal{});
    with("he_uniform", he_uniform{});
    with("orthogonal", orthogonal<T>{});
}

template <class T>
void initialize_as_numpy(checksum& results) {
    using net = classifier<T>;
    typename net::parameters w;
    const auto with = [&](const char* name, const auto& initializer) {
        numpy_random_state bits(3);
        initialize(w, initializer, bits);
        add_layers<net>(results, name, w);
    };
    with("numpy_normal_times", numpy_normal_times{10});
    with("numpy_uniform_times", numpy_uniform_times{10});
    with("numpy_he", numpy_he{});
    with("numpy_xavier", numpy_xavier{});
    with("numpy_normal_over_root", numpy_normal_over_root{});
}

/// Samples and targets of a network made from integers.
template <class Network, uint32_t Samples>
struct made_up {
    using T = typename Network::value_type;
    values<T> x = random_values<T>(size_t{Network::inputs} * Samples, 41);
    values<T> y;

    /// Targets are numbers for regression, one class in each column otherwise.
    explicit made_up(bool classes) : y(random_values<T>(size_t{Network::outputs} * Samples, 42)) {
        if (!classes) return;
        integers source(43);
        for (uint32_t s = 0; s < Samples; ++s) {
            const uint32_t label = source.next() % class_count(Network::outputs);
            for (uint32_t o = 0; o < Network::outputs; ++o) {
                y[size_t{o} * Samples + s] = Network::outputs == 1 ? T(label) : T(o == label);
            }
        }
    }
    auto features() const { return sample_view<const T, Network::inputs>(x.data(), Samples); }
    auto targets() const { return sample_view<const T, Network::outputs>(y.data(), Samples); }
};

template <class Network, class Loss, uint32_t Samples>
void add_evaluation(checksum& results, const parameters_of<Network>& w,
                    const made_up<Network, Samples>& data) {
    using T = typename Network::value_type;
    const on_heap<evaluation_scratch<Network, 19>> scratch;
    confusion_counts<Network> confusion;
    const auto found = evaluate<Loss>(w, *scratch, data.features(), data.targets(), &confusion);
    results.add(static_cast<uint32_t>(found.status));
    results.add(found.cost);
    results.add(found.correct);
    for (const auto& row : confusion.count) {
        for (const uint32_t count : row) results.add(count);
    }
    typename Network::scratch one;
    for (uint32_t s = 0; s < 5; ++s) {
        T x[Network::inputs];
        T y[Network::outputs];
        for (uint32_t f = 0; f < Network::inputs; ++f) x[f] = data.features()(f, s);
        results.add(static_cast<uint32_t>(predict(w, one, x, y)));
        for (const T output : y) results.add(output);
    }
}

/// Full batches: Samples may be more than a chunk.
template <class Network, class Loss, uint32_t Samples>
void train_whole(checksum& results, bool classes, int steps) {
    using T = typename Network::value_type;
    const made_up<Network, Samples> data(classes);
    typename Network::parameters w;
    picomlp::xoshiro128pp bits(3);
    initialize(w, xavier_normal{}, bits);
    add_layers<Network>(results, "initial parameters", w);
    add_first_step<Network, Loss, Samples>(results, w, data.features(), data.targets());
    using teacher = trainer<Network, Loss, gradient_descent, batch<Samples>>;
    const on_heap<teacher> t(typename teacher::optimizer_settings{T(0.0625)});
    for (int step = 0; step < steps; ++step) {
        const auto result = t->step(w, data.features(), data.targets());
        results.add(static_cast<uint32_t>(result.status));
        results.add(result.cost);
    }
    results.mark_end_of("costs of the steps");
    add_parameters(results, t->gradient());
    results.mark_end_of("the last step's gradient");
    add_layers<Network>(results, "trained parameters", w);
    add_evaluation<Network, Loss>(results, w, data);
    results.mark_end_of("evaluation");
}

/// Shuffled batches of Batch samples; the last one is smaller.
template <class Network, class Loss, uint32_t Samples, uint32_t Batch>
void train_in_batches(checksum& results, bool classes) {
    using T = typename Network::value_type;
    const made_up<Network, Samples> data(classes);
    typename Network::parameters w;
    picomlp::xoshiro128pp bits(3);
    initialize(w, he_normal{}, bits);
    add_layers<Network>(results, "initial parameters", w);
    add_first_step<Network, Loss, Batch>(results, w, data.features().slice(0, Batch),
                                         data.targets().slice(0, Batch));
    using teacher = trainer<Network, Loss, gradient_descent, batch<Batch>>;
    const on_heap<teacher> t(typename teacher::optimizer_settings{T(0.03125)});
    const on_heap<mini_batch<Network, Batch>> buffer;
    uint16_t order[Samples];
    identity_order(order, Samples);
    for (int epoch = 0; epoch < 2; ++epoch) {
        shuffle(order, Samples, bits);
        const auto result = t->epoch(w, data.features(), data.targets(), order, *buffer);
        results.add(static_cast<uint32_t>(result.status));
        results.add(result.cost);
    }
    results.mark_end_of("costs of the epochs");
    add_layers<Network>(results, "trained parameters", w);
    add_evaluation<Network, Loss>(results, w, data);
    results.mark_end_of("evaluation");
}

template <class T>
void tiny_full_batch(checksum& results) {
    train_whole<tiny<T>, binary_cross_entropy, 300>(results, true, 20);
}

template <class T>
void tiny_in_chunks(checksum& results) {
    train_whole<tiny<T>, binary_cross_entropy, 1100>(results, true, 2);
}

template <class T>
void tiny_single_samples(checksum& results) {
    train_in_batches<tiny<T>, binary_cross_entropy, 37, 1>(results, true);
}

template <class T>
void classifier_in_batches(checksum& results) {
    train_in_batches<classifier<T>, softmax_cross_entropy, 75, 32>(results, true);
}

template <class T>
void every_activation_squared(checksum& results) {
    train_whole<all_activations<T>, mean_squared_error, 70>(results, false, 3);
}

template <class T>
void every_activation_huber(checksum& results) {
    train_in_batches<all_activations<T>, huber, 41, 8>(results, false);
}

}  // namespace

stage_list network_stages() {
    static constexpr stage all[] = {
        {"initialize.float", range::normal, unless_small<initialize_all<float>>},
        {"initialize.double", range::normal, unless_small<initialize_all<double>>},
        {"initialize_as_numpy.float", range::normal, unless_small<initialize_as_numpy<float>>},
        {"initialize_as_numpy.double", range::normal, unless_small<initialize_as_numpy<double>>},
        {"tiny_full_batch.float", range::normal, unless_small<tiny_full_batch<float>>},
        {"tiny_full_batch.double", range::normal, unless_small<tiny_full_batch<double>>},
        {"tiny_in_chunks.float", range::normal, unless_small<tiny_in_chunks<float>>},
        {"tiny_in_chunks.double", range::normal, unless_small<tiny_in_chunks<double>>},
        {"tiny_single_samples.float", range::normal, tiny_single_samples<float>},
        {"tiny_single_samples.double", range::normal, tiny_single_samples<double>},
        {"classifier_in_batches.float", range::normal, unless_small<classifier_in_batches<float>>},
        {"classifier_in_batches.double", range::normal,
         unless_small<classifier_in_batches<double>>},
        {"every_activation_squared.float", range::normal,
         unless_small<every_activation_squared<float>>},
        {"every_activation_squared.double", range::normal,
         unless_small<every_activation_squared<double>>},
        {"every_activation_huber.float", range::normal,
         unless_small<every_activation_huber<float>>},
        {"every_activation_huber.double", range::normal,
         unless_small<every_activation_huber<double>>},
    };
    return all;
}

}  // namespace testing
