// SPDX-License-Identifier: MIT
// Cost, gradient and step against the plain program of reference/network_reference.hpp, bit for bit
// and with every instruction set.
#include "picomlp/trainer/backpropagation.hpp"

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "guarded_memory.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"
#include "thinned.hpp"

using picomlp::basic_network;
using picomlp::batch;
using picomlp::dense;
using picomlp::input;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;
using softplus = struct picomlp::softplus;

namespace {

template <class T>
using course = basic_network<T, input<2>, dense<10, picomlp::relu>, dense<5, picomlp::relu>,
                             dense<1, sigmoid>>;

/// `steps` steps on `samples` samples by a trainer for up to Capacity of them.
template <class Network, class Loss, uint32_t Capacity>
void check_steps(uint32_t samples, int steps = 1) {
    using T = typename Network::value_type;
    std::mt19937 random(samples);
    static typename Network::parameters first;
    reference::fill_parameters(first, random);
    const auto x = reference::any_matrix<T>(Network::inputs, samples, random, -1.5, 1.5);
    const auto y = reference::any_matrix<T>(Network::outputs, samples, random, 0, 1);
    const T learning_rate = T(0.3);

    std::vector<T> costs;
    std::vector<T> w = reference::values_of(first);
    std::vector<T> last_gradient;
    for (int step = 0; step < steps; ++step) {
        const auto expected = reference::cost_and_gradient<Network, Loss>(w, x, y);
        costs.push_back(expected.cost);
        last_gradient = expected.gradient;
        REQUIRE(reference::sgd_step(w.size(), learning_rate, last_gradient.data(), w.data()));
    }
    INFO("samples ", samples, ", capacity ", Capacity);
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        INFO(picomlp::name_of(set));
        static picomlp::trainer<Network, Loss, picomlp::gradient_descent, batch<Capacity>> t;
        t.set(picomlp::gradient_descent::learning_rate(learning_rate));
        static typename Network::parameters trained;
        trained = first;
        for (int step = 0; step < steps; ++step) {
            const auto result = t.step(trained, reference::view_of<Network::inputs>(x),
                                       reference::view_of<Network::outputs>(y));
            REQUIRE(result.ok());
            CHECK(result.cost == costs[static_cast<size_t>(step)]);
        }
        CHECK(testing::same_bits(reference::values_of(t.gradient()), last_gradient));
        CHECK(testing::same_bits(reference::values_of(trained), w));
    });
}

template <class T, class Activation>
void check_activation() {
    check_steps<basic_network<T, input<3>, dense<9, Activation>, dense<17, Activation>,
                              dense<2, picomlp::identity>>,
                picomlp::huber, 70>(70);
    check_steps<basic_network<T, input<3>, dense<6, hyperbolic_tangent>, dense<4, Activation>>,
                picomlp::mean_squared_error, 20>(17);
}

}  // namespace

TEST_CASE_TEMPLATE("any number of samples, in chunks, gives the reference's bits", T, float,
                   double) {
    for (uint32_t samples : {1, 2, 7, 63, 64, 65, 300, 512, 513, 1030}) {
        check_steps<course<T>, picomlp::binary_cross_entropy, 1030>(samples);
        check_steps<basic_network<T, input<17>, dense<16, hyperbolic_tangent>,
                                  dense<18, picomlp::relu>, dense<3, picomlp::softmax>>,
                    picomlp::softmax_cross_entropy, 1030>(samples);
    }
}

TEST_CASE_TEMPLATE("batches of any size up to 67 have the reference's bits", T, float, double) {
    testing::thinned cases(29);
    for (uint32_t samples = 1; samples <= 67; ++samples) {
        if (!cases.takes_next()) continue;
        check_steps<course<T>, picomlp::binary_cross_entropy, 67>(samples);
        check_steps<basic_network<T, input<35>, dense<16, picomlp::relu>, dense<67, picomlp::silu>,
                                  dense<10, picomlp::softmax>>,
                    picomlp::softmax_cross_entropy, 67>(samples);
        check_steps<basic_network<T, input<7>, dense<64, picomlp::relu>, dense<21, picomlp::relu>,
                                  dense<17, picomlp::identity>>,
                    picomlp::mean_squared_error, 67>(samples);
    }
}

TEST_CASE_TEMPLATE("the trainer's capacity changes no bit", T, float, double) {
    using net = course<T>;
    using loss = picomlp::binary_cross_entropy;
    check_steps<net, loss, 1>(1, 3);
    check_steps<net, loss, 2>(1, 3);
    check_steps<net, loss, 7>(7, 3);
    check_steps<net, loss, 64>(7, 3);
    check_steps<net, loss, 64>(64, 3);
    check_steps<net, loss, 511>(65, 3);
    check_steps<net, loss, 512>(512, 3);
    check_steps<net, loss, 513>(512, 3);
    check_steps<net, loss, 513>(513, 3);
}

TEST_CASE_TEMPLATE("many steps stay on the reference's path", T, float, double) {
    check_steps<course<T>, picomlp::binary_cross_entropy, 300>(300, 40);
}

TEST_CASE_TEMPLATE("every activation has the reference's bits, hidden and at the output", T, float,
                   double) {
    reference::for_each_activation(
        [](auto activation) { check_activation<T, decltype(activation)>(); });
}

TEST_CASE_TEMPLATE("every loss has the reference's bits, after one layer and after six", T, float,
                   double) {
    check_steps<basic_network<T, input<3>, dense<4, sigmoid>>, picomlp::binary_cross_entropy, 90>(
        90);
    check_steps<basic_network<T, input<3>, dense<4, picomlp::softmax>>,
                picomlp::softmax_cross_entropy, 90>(90);
    check_steps<basic_network<T, input<3>, dense<4, picomlp::gelu>>, picomlp::mean_squared_error,
                90>(90);
    check_steps<basic_network<T, input<3>, dense<4, picomlp::silu>>, picomlp::huber, 90>(90);
    check_steps<basic_network<T, input<5>, dense<4, picomlp::relu>, dense<19, picomlp::gelu>,
                              dense<6, softplus>, dense<3, picomlp::elu>, dense<18, picomlp::silu>,
                              dense<2, picomlp::softmax>>,
                picomlp::softmax_cross_entropy, 90>(90, 3);
    check_steps<basic_network<T, input<5>, dense<4, picomlp::relu>, dense<19, picomlp::gelu>,
                              dense<6, softplus>, dense<3, picomlp::elu>, dense<18, picomlp::silu>,
                              dense<2, picomlp::gelu>>,
                picomlp::mean_squared_error, 90>(90, 3);
}

TEST_CASE_TEMPLATE("a network for 28 x 28 pictures has the reference's bits", T, float, double) {
    check_steps<basic_network<T, input<784>, dense<32, picomlp::relu>, dense<20, picomlp::relu>,
                              dense<10, picomlp::softmax>>,
                picomlp::softmax_cross_entropy, 32>(9);
}

TEST_CASE("samples may be a slice of larger arrays, and nothing beside it is looked at") {
    using net = course<float>;
    std::mt19937 random(3);
    net::parameters w;
    reference::fill_parameters(w, random);
    const float none = NAN;
    float x[2][20];
    float y[1][30];
    for (auto& row : x) {
        for (float& value : row) value = none;
    }
    for (float& value : y[0]) value = none;
    matrix<float> plain_x(2, 11);
    matrix<float> plain_y(1, 11);
    for (uint32_t s = 0; s < 11; ++s) {
        x[0][4 + s] = plain_x(0, s) = reference::between<float>(random, -1, 1);
        x[1][4 + s] = plain_x(1, s) = reference::between<float>(random, -1, 1);
        y[0][9 + s] = plain_y(0, s) = static_cast<float>(s % 2);
    }
    const auto expected = reference::cost_and_gradient<net, picomlp::binary_cross_entropy>(
        reference::values_of(w), plain_x, plain_y);
    picomlp::trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent, batch<16>> t;
    const auto result = t.compute_gradient(w, picomlp::feature_major(x).slice(4, 11),
                                           picomlp::feature_major(y).slice(9, 11));
    CHECK(result.ok());
    CHECK(result.cost == expected.cost);
    CHECK(testing::same_bits(reference::values_of(t.gradient()), expected.gradient));
}

TEST_CASE_TEMPLATE("a step stays within its workspace", T, float, double) {
    using net = basic_network<T, input<3>, dense<9, picomlp::gelu>, dense<11, hyperbolic_tangent>,
                              dense<18, picomlp::relu>, dense<2, picomlp::silu>>;
    using tables = picomlp::detail::training_tables<net, picomlp::mean_squared_error>;
    static_assert(tables::kept() == 2 * 9 + 11 + 18 + 2 * 2);
    static_assert(tables::widest() == 18);
    constexpr uint32_t capacity = 70;
    std::mt19937 random(4);
    typename net::parameters w;
    reference::fill_parameters(w, random);
    const auto placed = [&](size_t count, int where) {
        auto guarded = std::make_unique<testing::guarded_matrix<T>>(count);
        guarded->place(1, count, count, where);
        return guarded;
    };
    testing::thinned cases(11);
    for (uint32_t samples = 1; samples <= capacity; ++samples) {
        if (!cases.takes_next()) continue;
        CAPTURE(samples);
        const auto x = reference::any_matrix<T>(3, samples, random, -1, 1);
        const auto y = reference::any_matrix<T>(2, samples, random, 0, 1);
        const auto expected = reference::cost_and_gradient<net, picomlp::mean_squared_error>(
            reference::values_of(w), x, y);
        for (const int where : {int{testing::at_end}, int{testing::at_begin}}) {
            testing::for_each_instruction_set([&](picomlp::instruction_set set) {
                INFO(picomlp::name_of(set));
                const auto activations = placed(tables::kept() * capacity, where);
                const auto delta = placed(2 * tables::widest() * capacity, where);
                const auto costs = placed(capacity, where);
                const auto gradient = placed(net::parameter_count, where);
                T cost = 0;
                const auto outcome = picomlp::cost_and_gradient<T>(
                    tables::table(), w.values, samples, x.view(), y.view(),
                    {activations->data(), delta->data(), costs->data(), capacity, capacity,
                     tables::widest()},
                    &cost, gradient->data());
                CHECK(outcome == picomlp::status::ok);
                CHECK(cost == expected.cost);
                CHECK(testing::same_bits(
                    std::vector<T>(gradient->data(), gradient->data() + net::parameter_count),
                    expected.gradient));
                CHECK(activations->surroundings_untouched());
                CHECK(delta->surroundings_untouched());
                CHECK(costs->surroundings_untouched());
                CHECK(gradient->surroundings_untouched());
            });
        }
    }
}
