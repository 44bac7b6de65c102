// SPDX-License-Identifier: MIT
// A checkpoint loads only into the type of trainer that it was saved from.
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;  // NOLINT(google-build-using-namespace): the whole file is about it
using logistic = struct picomlp::sigmoid;
using tangent = hyperbolic_tangent;

/// An application's own types: each is another one's double but for its name.
struct own_activation : tangent {
    static constexpr type_name<own_activation> name = "own_activation";
};
struct own_loss : binary_cross_entropy {
    static constexpr type_name<own_loss> name = "own_loss";
};
struct own_optimizer : momentum {
    static constexpr type_name<own_optimizer> name = "own_optimizer";
};
struct own_option : l2 {
    static constexpr type_name<own_option> name = "own_option";
};
struct own_schedule : step_decay {
    static constexpr type_name<own_schedule> name = "own_schedule";
};
template <uint32_t Number>
struct numbered : l2 {
    static constexpr type_name<numbered> name{"numbered", Number};
};

template <class T, class First, class Second>
using net_of = basic_network<T, input<4>, dense<4, First>, dense<4, Second>, dense<1, logistic>>;
using net = net_of<float, tangent, relu>;

/// The trainer that all others differ from in one thing.
template <class Network, class Loss = binary_cross_entropy, class Optimizer = momentum,
          class Batch = batch<8>, class... Options>
using any = trainer<Network, Loss, Optimizer, Batch, Options...>;
template <class... Options>
using with = any<net, binary_cross_entropy, momentum, batch<8>, Options...>;

template <class Trainer>
struct training {
    Trainer t;
    parameters_of<typename Trainer::network> w;
    fit_memory<Trainer, 8> memory;
    checkpoint<Trainer> stored;

    training() : t(), w{}, memory(), stored() {
        for (auto& value : w.values) value = 1;
    }
};

using bytes = std::vector<unsigned char>;

template <class Trainer>
bytes save_some() {
    const auto all = std::make_unique<training<Trainer>>();
    auto state = all->t.state();
    state.steps = 7;
    all->t.restore(state);
    for (auto& value : all->w.values) value = typename Trainer::value_type(0.5);
    save(all->t, all->w, all->memory, all->stored);
    bytes made(sizeof all->stored);
    std::memcpy(made.data(), &all->stored, sizeof all->stored);
    return made;
}

/// Whether a trainer takes what another one saved, as far as it has room for it, and that it
/// changes nothing when it does not.
template <class Trainer>
bool takes(const bytes& saved) {
    const auto all = std::make_unique<training<Trainer>>();
    const size_t room = sizeof all->stored;
    std::memcpy(&all->stored, saved.data(), saved.size() < room ? saved.size() : room);
    const status outcome = load(all->stored, all->t, all->w, all->memory);
    if (outcome == status::ok) {
        CHECK(all->t.state().steps == 7);
        CHECK(all->w.values[0] == typename Trainer::value_type(0.5));
        return true;
    }
    CHECK(outcome == status::damaged_data);
    CHECK(all->t.state().steps == 0);
    CHECK(all->memory.progress.epochs == 0);
    for (const auto value : all->w.values) CHECK(value == 1);
    return false;
}

struct row {
    const char* what;
    bytes (*save)();
    bool (*takes)(const bytes&);
};
template <class Trainer>
row of(const char* what) {
    return {what, save_some<Trainer>, takes<Trainer>};
}

}  // namespace

TEST_CASE("trainers that differ in one thing refuse each other's checkpoints") {
    using bce = binary_cross_entropy;
    const row trainers[] = {
        of<with<>>("tanh, relu; binary cross-entropy; momentum; batch of 8"),
        of<any<net_of<double, tangent, relu>>>("double"),
        of<any<net_of<float, relu, tangent>>>("the activations exchanged"),
        of<any<net_of<float, relu, relu>>>("relu instead of tanh"),
        of<any<net_of<float, tangent, leaky_relu>>>("leaky relu instead of relu"),
        of<any<net_of<float, tangent, leaky_relu_of<3, 10>>>>("leaky relu of a slope"),
        of<any<net_of<float, tangent, leaky_relu_of<1, 4>>>>("leaky relu of another slope"),
        of<any<net_of<float, own_activation, relu>>>("an activation of one's own"),
        of<any<network<input<4>, dense<5, tangent>, dense<3, relu>, dense<1, logistic>>>>("sizes"),
        of<any<net, mean_squared_error>>("mean squared error"),
        of<any<net, huber>>("Huber's loss"),
        of<any<net, own_loss>>("a loss of one's own"),
        of<any<net, bce, gradient_descent>>("gradient descent"),
        of<any<net, bce, nesterov>>("Nesterov"),
        of<any<net, bce, rmsprop>>("RMSprop"),
        of<any<net, bce, adam>>("Adam"),
        of<any<net, bce, adamw>>("AdamW"),
        of<any<net, bce, rprop>>("Rprop"),
        of<any<net, bce, own_optimizer>>("an optimizer of one's own"),
        of<any<net, bce, momentum, batch<4>>>("another size of batches"),
        of<with<l1>>("l1"),
        of<with<l2>>("l2"),
        of<with<l1, l2>>("l1, l2"),
        of<with<l2, l1>>("l2, l1"),
        of<with<own_option>>("an option of one's own"),
        of<with<numbered<1>>>("an option with a number"),
        of<with<numbered<2>>>("an option with another number"),
        of<with<weight_decay>>("weight decay"),
        of<with<max_norm>>("a limit on norms"),
        of<with<clip_by_norm>>("clipping by norm"),
        of<with<clip_by_value>>("clipping by value"),
        of<with<dropout>>("dropout"),
        of<with<numpy_dropout>>("the course's dropout"),
        of<with<frozen<1>>>("layer 1 frozen"),
        of<with<frozen<2>>>("layer 2 frozen"),
        of<with<frozen<1, 2>>>("layers 1 and 2 frozen"),
        of<with<scheduled<constant_rate>>>("a constant rate"),
        of<with<scheduled<step_decay>>>("decay in steps"),
        of<with<scheduled<exponential_decay>>>("exponential decay"),
        of<with<scheduled<cosine_decay>>>("decay along a cosine"),
        of<with<scheduled<inverse_time_decay>>>("decay with the inverse of time"),
        of<with<scheduled<own_schedule>>>("a schedule of one's own"),
        of<with<scheduled<warm_up<step_decay>>>>("warming up, then decay in steps"),
        of<with<scheduled<warm_up<own_schedule>>>>("warming up, then one's own"),
    };
    for (const row& from : trainers) {
        const bytes saved = from.save();
        for (const row& to : trainers) {
            CAPTURE(from.what);
            CAPTURE(to.what);
            CHECK(to.takes(saved) == (&from == &to));
        }
    }
}
