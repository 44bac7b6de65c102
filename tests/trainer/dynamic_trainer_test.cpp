// SPDX-License-Identifier: MIT
#include "picomlp/trainer/dynamic_trainer.hpp"

#include <memory>
#include <numeric>
#include <tuple>

#include "reference/dynamic_checks.hpp"

// NOLINTNEXTLINE(google-build-using-namespace): the whole file is about it
using namespace picomlp;
using reference::exact_memory;

namespace {

template <class T>
using any_trainer =
    basic_dynamic_trainer<T, all_activations, reference::all_losses, reference::all_optimizers>;

template <class Network>
using loss_of = typename reference::loss_for<Network>::type;

/// Steps of both trainers, a chosen number of samples at a time; all that comes out must be equal.
template <class Network, class Typed, class Dynamic>
void trains_alike(Typed& typed, Dynamic& dynamic, uint32_t samples, int steps) {
    using T = typename Network::value_type;
    const reference::drawn_case<Network> drawn(samples);
    typename Network::parameters expected = drawn.w;
    std::vector<T> w(drawn.w.begin(), drawn.w.end());
    const sample_view<const T, Network::inputs> x(drawn.x.data(), samples);
    const sample_view<const T, Network::outputs> y(drawn.y.data(), samples);
    for (int step = 0; step < steps; ++step) {
        const auto wanted = typed.step(expected, x, y);
        const auto found = dynamic.step(w, x, y);
        REQUIRE(wanted.ok());
        REQUIRE(found.status == wanted.status);
        CHECK(reference::same_bits(&found.cost, &wanted.cost, 1));
    }
    CHECK(reference::same_bits(w.data(), expected.data(), w.size()));
    CHECK(dynamic.trained_count() == typed.gradient().size());
    CHECK(
        reference::same_bits(dynamic.gradient(), typed.gradient().data(), dynamic.trained_count()));
    const auto cost = typed.compute_cost(expected, x, y);
    const auto found = dynamic.compute_cost(w, x, y);
    CHECK(reference::same_bits(&found.cost, &cost.cost, 1));
}

template <class Network, class Optimizer, uint32_t Batch>
void trains_as_its_type() {
    using T = typename Network::value_type;
    using typed = trainer<Network, loss_of<Network>, Optimizer, batch<Batch>>;
    const auto by_type = std::make_unique<typed>();
    const dynamic_shape& shape = reference::described<Network>::shape;
    const dynamic_training how{code_of<loss_of<Network>>(), code_of<Optimizer>(), Batch};
    exact_memory memory(any_trainer<T>::bytes(shape, how), any_trainer<T>::alignment);
    any_trainer<T> by_number;
    REQUIRE(by_number.open(shape, how, memory.block()) == status::ok);
    trains_alike<Network>(*by_type, by_number, Batch, 3);
    CHECK(memory.is_whole());
}

template <uint32_t Place>
using some_optimizer = std::tuple_element_t<
    Place % 7, std::tuple<gradient_descent, momentum, nesterov, rmsprop, adam, adamw, rprop>>;

template <class Network, uint32_t Place>
void trains_by_some_optimizer() {
    constexpr uint32_t batches[] = {1, 6, 1, 17, 5, 300, 3};
    trains_as_its_type<Network, some_optimizer<Place>, batches[Place % 7]>();
}

using classifier =
    reference::net_of<float, 5, reference::units<9, relu>, reference::units<6, hyperbolic_tangent>,
                      reference::units<3, softmax>>;

/// A trainer of the classifier's type and one of its shape, with the same options and settings.
template <class Optimizer, class... Options, class... Settings>
void same_with_options(const Settings&... settings) {
    using typed = trainer<classifier, softmax_cross_entropy, Optimizer, batch<7>, Options...>;
    using untyped = dynamic_trainer<all_activations, reference::all_losses,
                                    optimizer_list<Optimizer>, Options...>;
    typed by_type{settings...};
    untyped by_number{settings...};
    const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<Optimizer>(), 7};
    const dynamic_shape& shape = reference::described<classifier>::shape;
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    REQUIRE(by_number.open(shape, how, memory.block()) == status::ok);
    trains_alike<classifier>(by_type, by_number, 7, 4);
    CHECK(memory.is_whole());
}

}  // namespace

TEST_CASE("forty networks of run-time shape train to the bits of their types, in float") {
    reference::for_each_network(reference::dynamic_cases<float>{}, [](auto any, auto place) {
        trains_by_some_optimizer<typename decltype(any)::type, place>();
    });
}

TEST_CASE("forty networks of run-time shape train to the bits of their types, in double") {
    reference::for_each_network(reference::dynamic_cases<double>{}, [](auto any, auto place) {
        trains_by_some_optimizer<typename decltype(any)::type, place + 3>();
    });
}

TEST_CASE("every optimizer") {
    trains_as_its_type<classifier, gradient_descent, 1>();
    trains_as_its_type<classifier, gradient_descent, 40>();
    trains_as_its_type<classifier, momentum, 8>();
    trains_as_its_type<classifier, nesterov, 8>();
    trains_as_its_type<classifier, rmsprop, 8>();
    trains_as_its_type<classifier, adam, 1>();
    trains_as_its_type<classifier, adamw, 8>();
    trains_as_its_type<classifier, rprop, 8>();
}

TEST_CASE("every option") {
    same_with_options<gradient_descent, l2>(l2::lambda(0.3F),
                                            gradient_descent::learning_rate(0.1F));
    same_with_options<adam, l1>(l1::lambda(0.3F));
    same_with_options<momentum, weight_decay>(weight_decay::decay(0.2F),
                                              momentum::learning_rate(0.1F));
    same_with_options<adam, dropout>(dropout::keep(0.7F), dropout::seed(9));
    same_with_options<gradient_descent, numpy_dropout>(numpy_dropout::keep(0.8F));
    same_with_options<gradient_descent, clip_by_norm>(clip_by_norm::limit(0.01F));
    same_with_options<rmsprop, clip_by_value>(clip_by_value::limit(0.001F));
    same_with_options<gradient_descent, max_norm>(max_norm::limit(0.5F));
    same_with_options<adam, frozen<2>>();
    same_with_options<adamw, frozen<1, 3>>();
    same_with_options<gradient_descent, scheduled<step_decay>>();
    const std::vector<float> weights{1, 2, 0, 0.5F, 3, 1, 0.25F};
    same_with_options<adam, sample_weights>(sample_weights::values(weights));
    same_with_options<nesterov, l2, dropout, clip_by_norm, sample_weights, frozen<2>>(
        l2::lambda(0.1F), dropout::keep(0.9F), sample_weights::values(weights));
}

TEST_CASE("class weights") {
    using typed = trainer<classifier, softmax_cross_entropy, adam, batch<7>, class_weights>;
    using untyped = dynamic_trainer<all_activations, reference::all_losses, optimizer_list<adam>,
                                    class_weights>;
    typed by_type{class_weights::weights(1.0F, 3.0F, 0.5F)};
    class_weights::settings<dynamic_settings<float>> weights;
    weights.weight[1] = 3;
    weights.weight[2] = 0.5F;
    untyped by_number{weights};
    const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<adam>(), 7};
    const dynamic_shape& shape = reference::described<classifier>::shape;
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    REQUIRE(by_number.open(shape, how, memory.block()) == status::ok);
    trains_alike<classifier>(by_type, by_number, 7, 4);

    // Of outputs that do not stand for classes.
    constexpr dynamic_layer linear[] = {{2, code_of<identity>()}};
    CHECK(by_number.open({2, linear}, {code_of<mean_squared_error>(), code_of<adam>(), 1},
                         memory.block()) == status::bad_argument);
}

TEST_CASE("epochs go through the samples as those of the type, in either order") {
    constexpr uint32_t count = 23;
    using typed = trainer<classifier, softmax_cross_entropy, adam, batch<5>>;
    using untyped =
        dynamic_trainer<all_activations, reference::all_losses, reference::all_optimizers>;
    const reference::drawn_case<classifier> drawn(count);
    typed by_type;
    mini_batch<classifier, 5> buffer;
    untyped by_number;
    const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<adam>(), 5};
    const dynamic_shape& shape = reference::described<classifier>::shape;
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    REQUIRE(by_number.open(shape, how, memory.block()) == status::ok);
    exact_memory room(dynamic_batch::bytes(shape, 5), dynamic_batch::alignment);
    dynamic_batch batch_room;
    REQUIRE(batch_room.open(shape, room.block(), 5) == status::ok);

    uint16_t order[count];
    std::iota(order, order + count, uint16_t{0});
    xoshiro128pp bits{4};
    shuffle(order, count, bits);
    parameters_of<classifier> expected = drawn.w;
    std::vector<float> w(expected.begin(), expected.end());
    for (int epoch = 0; epoch < 2; ++epoch) {
        const auto wanted =
            by_type.epoch(expected, feature_major(drawn.x), feature_major(drawn.y), order, buffer);
        const auto found = by_number.epoch(w, feature_major(drawn.x), feature_major(drawn.y), order,
                                           count, batch_room);
        REQUIRE(wanted.ok());
        REQUIRE(found.ok());
        CHECK(reference::same_bits(&found.cost, &wanted.cost, 1));
    }
    CHECK(reference::same_bits(w.data(), expected.data(), w.size()));
    order[3] = count;
    CHECK(
        by_number.epoch(w, feature_major(drawn.x), feature_major(drawn.y), order, count, batch_room)
            .status == status::bad_argument);
    CHECK(reference::same_bits(w.data(), expected.data(), w.size()));
    CHECK(room.is_whole());

    // Samples x features, by a buffer.
    float x[5][5];
    float y[5][3] = {{1}, {0, 1}, {0, 0, 1}, {1}, {1}};
    for (uint32_t s = 0; s < 5; ++s) {
        for (uint32_t f = 0; f < 5; ++f) x[s][f] = drawn.x[f * count + s];
    }
    const auto wanted = by_type.step(expected, sample_major(x), y, buffer);
    const auto found = by_number.step(w, sample_major(&x[0][0], 5), y, batch_room);
    REQUIRE(found.ok());
    CHECK(reference::same_bits(&found.cost, &wanted.cost, 1));
    CHECK(by_number.step(w, sample_major(&x[0][0], 5), y).status == status::bad_argument);
}

TEST_CASE("a training goes on from its state") {
    using untyped =
        dynamic_trainer<all_activations, reference::all_losses, reference::all_optimizers>;
    const reference::drawn_case<classifier> drawn(4);
    const auto x = feature_major(drawn.x);
    const auto y = feature_major(drawn.y);
    const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<adam>(), 4};
    const dynamic_shape& shape = reference::described<classifier>::shape;
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    untyped t;
    REQUIRE(t.open(shape, how, memory.block()) == status::ok);
    std::vector<float> w(drawn.w.begin(), drawn.w.end());
    REQUIRE(t.step(w, x, y).ok());
    REQUIRE(t.step(w, x, y).ok());
    const std::vector<float> saved_w = w;
    const std::vector<float> saved(t.state(), t.state() + t.state_count());
    const uint32_t steps = t.steps();
    CHECK(steps == 2);
    REQUIRE(t.step(w, x, y).ok());
    const std::vector<float> expected = w;

    untyped other;
    exact_memory more(untyped::bytes(shape, how), untyped::alignment);
    REQUIRE(other.open(shape, how, more.block()) == status::ok);
    other.restore(steps, saved.data());
    w = saved_w;
    REQUIRE(other.step(w, x, y).ok());
    CHECK(w == expected);
    other.restart();
    w = saved_w;
    REQUIRE(other.step(w, x, y).ok());
    CHECK(w != expected);
}

TEST_CASE("what cannot be trained is refused when it is opened") {
    using untyped =
        dynamic_trainer<activation_list<relu, softmax>,
                        loss_list<softmax_cross_entropy, mean_squared_error>, optimizer_list<adam>>;
    const uint32_t cross_entropy = code_of<softmax_cross_entropy>();
    const uint32_t by_adam = code_of<adam>();
    constexpr dynamic_layer layers[] = {{3, code_of<relu>()}, {2, code_of<softmax>()}};
    const dynamic_shape shape{2, layers};
    alignas(64) unsigned char memory[4096];
    untyped t;
    const auto opened = [&](const dynamic_shape& given, dynamic_training how) {
        return t.open(given, how, memory);
    };
    CHECK(opened(shape, {code_of<huber>(), by_adam, 1}) == status::unknown_type);
    CHECK(opened(shape, {cross_entropy, code_of<rprop>(), 1}) == status::unknown_type);
    CHECK(untyped::bytes(shape, {cross_entropy, code_of<rprop>(), 1}) == 0);
    CHECK(opened(shape, {cross_entropy, by_adam, 0}) == status::unusable_shape);
    constexpr dynamic_layer no_softmax[] = {{3, code_of<relu>()}};
    CHECK(opened({2, no_softmax}, {cross_entropy, by_adam, 1}) == status::bad_argument);
    constexpr dynamic_layer foreign[] = {{3, code_of<struct sigmoid>()}, {2, code_of<softmax>()}};
    CHECK(opened({2, foreign}, {cross_entropy, by_adam, 1}) == status::unknown_type);
    CHECK(opened(shape, {cross_entropy, by_adam, 4000}) == status::too_little_memory);
    CHECK(t.open(shape, {cross_entropy, by_adam, 1}, {memory + 2, 4000}) ==
          status::misaligned_memory);
    CHECK(!t.is_open());
    float w[17] = {};
    const float x[2] = {};
    const float y[2] = {1};
    CHECK(t.step(w, x, y).status == status::unusable_shape);

    using dropping = dynamic_trainer<activation_list<relu, softmax>, reference::all_losses,
                                     optimizer_list<adam>, dropout>;
    dropping d;
    constexpr dynamic_layer one[] = {{2, code_of<softmax>()}};
    CHECK(d.open({2, one}, {cross_entropy, by_adam, 1}, memory) == status::unusable_shape);
    const std::vector<dynamic_layer> deep(17, {2, code_of<relu>()});
    CHECK(d.open({2, deep.data(), 17}, {code_of<mean_squared_error>(), by_adam, 1}, memory) ==
          status::unusable_shape);
    CHECK(d.open({2, deep.data(), 16}, {code_of<mean_squared_error>(), by_adam, 1}, memory) ==
          status::ok);
    using frozen_whole = dynamic_trainer<activation_list<relu, softmax>, reference::all_losses,
                                         optimizer_list<adam>, frozen<1, 2>>;
    frozen_whole f;
    CHECK(f.open(shape, {cross_entropy, by_adam, 1}, memory) == status::unusable_shape);
}

TEST_CASE("a step that is refused changes nothing") {
    using untyped =
        dynamic_trainer<all_activations, reference::all_losses, reference::all_optimizers>;
    const reference::drawn_case<classifier> drawn(4);
    const dynamic_training how{code_of<softmax_cross_entropy>(), code_of<adam>(), 4};
    const dynamic_shape& shape = reference::described<classifier>::shape;
    exact_memory memory(untyped::bytes(shape, how), untyped::alignment);
    untyped t;
    REQUIRE(t.open(shape, how, memory.block()) == status::ok);
    std::vector<float> w(drawn.w.begin(), drawn.w.end());
    const std::vector<float> before = w;
    std::vector<float> x = drawn.x;
    x[3] = std::nanf("");
    CHECK(t.step(w, feature_major(x), feature_major(drawn.y)).status == status::not_finite_input);
    std::vector<float> y = drawn.y;
    y[0] = 2;
    CHECK(t.step(w, feature_major(drawn.x), feature_major(y)).status == status::label_out_of_range);
    CHECK(t.step(w, feature_major(std::vector<float>(25)), feature_major(std::vector<float>(15)))
              .status == status::too_many_samples);
    CHECK(t.step(w, feature_major(drawn.x), feature_major(std::vector<float>(9))).status ==
          status::mismatched_samples);
    std::vector<float> short_w(3);
    CHECK(t.step(short_w, feature_major(drawn.x), feature_major(drawn.y)).status ==
          status::bad_argument);
    t.set(adam::learning_rate(-1.0F));
    CHECK(t.step(w, feature_major(drawn.x), feature_major(drawn.y)).status == status::bad_argument);
    CHECK(w == before);
    CHECK(t.steps() == 0);
}
