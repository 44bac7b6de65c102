// SPDX-License-Identifier: MIT
// Trainings in C, against those of the C++ library over the same shapes.
#include "picomlp/c/training.h"

#include "c/c_training.hpp"

namespace {

using namespace testing;
using picomlp::code_of;
using picomlp::status;

template <class... Options>
using trainer_here = picomlp::dynamic_trainer<picomlp::all_activations, reference::all_losses,
                                              reference::all_optimizers, Options...>;

/// A trainer of C++ with its memory and parameters.
template <class... Options>
struct training_here {
    template <class... Settings>
    training_here(const picomlp::dynamic_shape& shape, picomlp::dynamic_training how,
                  std::uint64_t seed, const Settings&... settings)
        : memory(trainer_here<Options...>::bytes(shape, how), trainer_here<Options...>::alignment),
          room(picomlp::dynamic_batch::bytes(shape, how.batch_size),
               picomlp::dynamic_batch::alignment),
          bits(seed) {
        trainer.set(settings...);
        REQUIRE(trainer.open(shape, how, memory.block()) == status::ok);
        REQUIRE(batch.open(shape, room.block(), how.batch_size) == status::ok);
        w.resize(trainer.parameter_count());
        REQUIRE(initialize(shape, w.data(), picomlp::he_normal{}, bits) == status::ok);
    }
    picomlp::step_result<float> step(const std::vector<float>& x, const std::vector<float>& y,
                                     std::uint32_t samples) {
        if (samples == 1) return trainer.step(w, x, y);
        return trainer.step(w, picomlp::sample_major(x.data(), samples),
                            picomlp::sample_major(y.data(), samples), batch);
    }

    reference::exact_memory memory, room;
    picomlp::xoshiro128pp bits;
    trainer_here<Options...> trainer;
    picomlp::dynamic_batch batch;
    std::vector<float> w;
};

/// Costs, parameters and predictions of some steps.
template <class Here>
void steps_alike(Here& here, picomlp_training* training, const std::vector<float>& x,
                 const std::vector<float>& y, std::uint32_t samples) {
    const float* const w = picomlp_training_parameters(training);
    REQUIRE(picomlp_training_parameter_count(training) == here.w.size());
    CHECK(reference::same_bits(w, here.w.data(), here.w.size()));
    for (int step = 0; step < 4; ++step) {
        const auto expected = here.step(x, y, samples);
        REQUIRE(expected.ok());
        float cost = -1;
        REQUIRE(picomlp_training_step(training, x.data(), y.data(), samples, &cost) == picomlp_ok);
        CHECK(reference::same_bits(&cost, &expected.cost, 1));
        CHECK(reference::same_bits(w, here.w.data(), here.w.size()));
    }
}

template <class Network>
void trains_in_c(const picomlp_optimizer& optimizer, std::uint32_t optimizer_code,
                 std::uint32_t samples) {
    using loss = typename reference::loss_for<Network>::type;
    const picomlp_loss* losses[] = {&picomlp_binary_cross_entropy, &picomlp_softmax_cross_entropy,
                                    &picomlp_mean_squared_error};
    const std::uint32_t codes[] = {code_of<picomlp::binary_cross_entropy>(),
                                   code_of<picomlp::softmax_cross_entropy>(),
                                   code_of<picomlp::mean_squared_error>()};
    const auto& shape = reference::described<Network>::shape;
    const auto layers = layers_in_c(shape);
    picomlp_training_settings how;
    REQUIRE(picomlp_training_defaults(&how, &optimizer) == picomlp_ok);
    how.inputs = shape.inputs;
    how.layers = layers.data();
    how.layer_count = shape.layer_count;
    for (unsigned k = 0; k < 3; ++k) {
        if (codes[k] == code_of<loss>()) how.loss = losses[k];
    }
    how.batch_size = samples;
    how.seed = 3;
    const c_training here(how);
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_normal) == picomlp_ok);

    training_here<> expected(shape, {code_of<loss>(), optimizer_code, samples}, 3);
    const reference::drawn_case<Network> drawn(samples);
    const auto x = reference::transposed(drawn.x, Network::inputs, samples);
    const auto y = reference::transposed(drawn.y, Network::outputs, samples);
    steps_alike(expected, here.training, x, y, samples);

    reference::exact_memory room(reference::any_network<float>::bytes(shape), 8);
    reference::any_network<float> network;
    REQUIRE(network.open(shape, room.block()) == status::ok);
    std::vector<float> wanted(Network::outputs), found(Network::outputs);
    REQUIRE(network.predict(expected.w, x.data(), wanted) == status::ok);
    REQUIRE(picomlp_training_predict(here.training, x.data(), found.data()) == picomlp_ok);
    CHECK(same(found, wanted));
    CHECK(here.memory.is_whole());
}

const struct {
    const picomlp_optimizer* in_c;
    std::uint32_t code;
} optimizers[] = {{&picomlp_gradient_descent, code_of<picomlp::gradient_descent>()},
                  {&picomlp_momentum, code_of<picomlp::momentum>()},
                  {&picomlp_nesterov, code_of<picomlp::nesterov>()},
                  {&picomlp_rmsprop, code_of<picomlp::rmsprop>()},
                  {&picomlp_adam, code_of<picomlp::adam>()},
                  {&picomlp_adamw, code_of<picomlp::adamw>()},
                  {&picomlp_rprop, code_of<picomlp::rprop>()}};

/// The classifier with options and settings, in C and here.
template <class... Options, class... Settings>
void same_in_c(const picomlp_training_settings& how, std::uint32_t optimizer,
               const Settings&... settings) {
    const c_training here(how);
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_normal) == picomlp_ok);
    const std::uint32_t loss = code_of<picomlp::softmax_cross_entropy>();
    training_here<Options...> expected(classifier::shape, {loss, optimizer, how.batch_size},
                                       how.seed, settings...);
    const classifier data(how.batch_size);
    steps_alike(expected, here.training, data.x, data.y, how.batch_size);
    CHECK(here.memory.is_whole());
}

}  // namespace

TEST_CASE("forty networks train in C to the bits of C++") {
    reference::for_each_network(reference::dynamic_cases<float>{},
                                [](auto any, std::uint32_t place) {
                                    const auto& optimizer = optimizers[place % 7];
                                    const std::uint32_t batches[] = {1, 6, 17, 2, 5};
                                    trains_in_c<typename decltype(any)::type>(
                                        *optimizer.in_c, optimizer.code, batches[place % 5]);
                                });
}

TEST_CASE("every optimizer in C, by its defaults, on one sample and on several") {
    for (const auto& optimizer : optimizers) {
        same_in_c<>(classifier::settings(*optimizer.in_c, 1), optimizer.code);
        same_in_c<>(classifier::settings(*optimizer.in_c, 7), optimizer.code);
    }
}

TEST_CASE("every number of an optimizer arrives") {
    const auto with = [](unsigned place, auto change, const auto&... settings) {
        picomlp_training_settings how = classifier::settings(*optimizers[place].in_c, 4);
        change(how.numbers);
        same_in_c<>(how, optimizers[place].code, settings...);
    };
    using numbers = picomlp_optimizer_settings;
    using namespace picomlp;  // NOLINT(google-build-using-namespace)
    with(
        0, [](numbers& n) { n.learning_rate = 0.3F; }, gradient_descent::learning_rate(0.3F));
    with(
        1, [](numbers& n) { n.coefficient = 0.7F; }, momentum::coefficient(0.7F));
    with(
        1, [](numbers& n) { n.dampening = 0.4F; }, momentum::dampening(0.4F));
    with(
        2, [](numbers& n) { n.coefficient = 0.7F; }, nesterov::coefficient(0.7F));
    with(
        3, [](numbers& n) { n.decay = 0.7F; }, rmsprop::decay(0.7F));
    with(
        3, [](numbers& n) { n.epsilon = 0.1F; }, rmsprop::epsilon(0.1F));
    with(
        4, [](numbers& n) { n.beta1 = 0.7F; }, adam::beta1(0.7F));
    with(
        4, [](numbers& n) { n.beta2 = 0.8F; }, adam::beta2(0.8F));
    with(
        4, [](numbers& n) { n.epsilon = 0.1F; }, adam::epsilon(0.1F));
    with(
        5, [](numbers& n) { n.beta2 = 0.8F; }, adamw::beta2(0.8F));
    with(
        5, [](numbers& n) { n.weight_decay = 0.5F; }, adamw::weight_decay(0.5F));
    with(
        6, [](numbers& n) { n.decrease = 0.3F; }, rprop::decrease(0.3F));
    with(
        6, [](numbers& n) { n.increase = 1.5F; }, rprop::increase(1.5F));
    with(
        6, [](numbers& n) { n.minimum_step = 0.1F; }, rprop::minimum_step(0.1F));
    with(
        6, [](numbers& n) { n.maximum_step = 0.011F; }, rprop::maximum_step(0.011F));
}

TEST_CASE("l2 and dropout in C") {
    using picomlp::dropout;
    using picomlp::l2;
    const std::uint32_t adam = code_of<picomlp::adam>();
    picomlp_training_settings how = classifier::settings(picomlp_adam, 7);
    how.seed = 9;
    how.l2 = 0.3F;
    same_in_c<l2>(how, adam, l2::lambda(0.3F));
    how.dropout = &picomlp_dropout;
    how.keep = 0.7F;
    same_in_c<l2, dropout>(how, adam, l2::lambda(0.3F), dropout::keep(0.7F), dropout::seed(9));
    how.l2 = 0;
    same_in_c<dropout>(how, adam, dropout::keep(0.7F), dropout::seed(9));
    how.keep = 1;
    how.batch_size = 1;
    same_in_c<dropout>(how, adam, dropout::keep(1.0F), dropout::seed(9));
}

TEST_CASE("the learning rate may change on the way") {
    const picomlp_training_settings how = classifier::settings(picomlp_adam, 4);
    const c_training here(how);
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_normal) == picomlp_ok);
    training_here<> expected(
        classifier::shape, {code_of<picomlp::softmax_cross_entropy>(), code_of<picomlp::adam>(), 4},
        0);
    const classifier data(4);
    steps_alike(expected, here.training, data.x, data.y, 4);
    expected.trainer.set(picomlp::adam::learning_rate(0.25F));
    REQUIRE(picomlp_training_set_learning_rate(here.training, 0.25F) == picomlp_ok);
    steps_alike(expected, here.training, data.x, data.y, 4);
    CHECK(picomlp_training_set_learning_rate(here.training, -1) == picomlp_bad_argument);
    steps_alike(expected, here.training, data.x, data.y, 3);
}

TEST_CASE("epochs in C go through the samples in the order drawn from the seed") {
    constexpr std::uint32_t count = 23;
    picomlp_training_settings how = classifier::settings(picomlp_adam, 5);
    how.seed = 4;
    const c_training here(how);
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_normal) == picomlp_ok);
    training_here<> expected(
        classifier::shape, {code_of<picomlp::softmax_cross_entropy>(), code_of<picomlp::adam>(), 5},
        4);
    const classifier data(count);
    const auto x = picomlp::sample_major(data.x.data(), count);
    const auto y = picomlp::sample_major(data.y.data(), count);
    std::uint32_t order[count], drawn[count];
    for (int epoch = 0; epoch < 2; ++epoch) {
        picomlp::identity_order(order, count);
        picomlp::shuffle(order, count, expected.bits);
        REQUIRE(picomlp_training_draw_order(here.training, drawn, count) == picomlp_ok);
        CHECK(std::memcmp(order, drawn, sizeof order) == 0);
        const auto wanted = expected.trainer.epoch(expected.w, x, y, order, count, expected.batch);
        float cost = -1;
        REQUIRE(wanted.ok());
        REQUIRE(picomlp_training_epoch(here.training, data.x.data(), data.y.data(), count, drawn,
                                       count, &cost) == picomlp_ok);
        CHECK(reference::same_bits(&cost, &wanted.cost, 1));
        CHECK(same(here.parameters(), expected.w));
    }
    drawn[3] = count;
    float cost = -1;
    CHECK(picomlp_training_epoch(here.training, data.x.data(), data.y.data(), count, drawn, count,
                                 &cost) == picomlp_bad_argument);
    CHECK(cost == -1);
    CHECK(picomlp_training_epoch(here.training, data.x.data(), data.y.data(), count, drawn, 0,
                                 nullptr) == picomlp_no_samples);
    CHECK(same(here.parameters(), expected.w));
    CHECK(here.memory.is_whole());
}

TEST_CASE("every initializer in C is that of C++") {
    const auto check = [](const picomlp_initializer& in_c, auto here) {
        picomlp_training_settings how = classifier::settings(picomlp_gradient_descent, 1);
        how.seed = 0x123456789abcdef0;
        const c_training training(how);
        REQUIRE(training.opened == picomlp_ok);
        REQUIRE(picomlp_training_initialize(training.training, &in_c) == picomlp_ok);
        std::vector<float> w(parameter_count_of(classifier::shape));
        REQUIRE(initialize(classifier::shape, w.data(), here, picomlp::xoshiro128pp{how.seed}) ==
                status::ok);
        CHECK(same(training.parameters(), w));
    };
    check(picomlp_he_normal, picomlp::he_normal{});
    check(picomlp_he_uniform, picomlp::he_uniform{});
    check(picomlp_xavier_normal, picomlp::xavier_normal{});
    check(picomlp_xavier_uniform, picomlp::xavier_uniform{});
    check(picomlp_lecun_normal, picomlp::lecun_normal{});
    check(picomlp_lecun_uniform, picomlp::lecun_uniform{});
}
