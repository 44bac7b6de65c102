// SPDX-License-Identifier: MIT
// Steps on a batch that store no gradient, against the gradient and the optimizer's update: bit for
// bit, with every instruction set.
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <random>
#include <vector>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/optimizer/adam.hpp"
#include "picomlp/option/weight_regularization.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::batch;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::status;

namespace {

constexpr std::uint32_t inputs = 41;
constexpr std::uint32_t outputs = 9;

/// Layers of every kind: relu, one that keeps its argument, a narrow one.
template <class T>
using net =
    picomlp::basic_network<T, input<inputs>, dense<150, picomlp::relu>, dense<170, picomlp::gelu>,
                           dense<12, picomlp::sigmoid>, dense<outputs, picomlp::softmax>>;
template <class T>
using trainer_of =
    picomlp::trainer<net<T>, picomlp::softmax_cross_entropy, gradient_descent, batch<300>>;
static_assert(net<float>::parameter_count >= 32768);

/// A trainer, and another that is asked for gradients alone.
template <class T>
struct two_ways {
    trainer_of<T> t{gradient_descent::learning_rate(0.3F)};
    trainer_of<T> other{gradient_descent::learning_rate(0.3F)};
    typename net<T>::parameters w;
    typename net<T>::parameters v;
    reference::matrix<T> x, y;

    explicit two_ways(std::uint32_t samples, std::mt19937& random)
        : x{inputs, samples}, y{outputs, samples} {
        reference::fill_parameters(w, random);
        v = w;
        for (T& value : x.values) value = reference::between<T>(random, -1, 1);
        for (std::uint32_t s = 0; s < samples; ++s) y.values[s % outputs * samples + s] = T(1);
    }

    auto features() const { return reference::view_of<inputs>(x); }
    auto targets() const { return reference::view_of<outputs>(y); }

    status step() { return t.step(w, features(), targets()).status; }

    /// Checks a step against the other way; true if it was made.
    bool agree() {
        const auto result = t.step(w, features(), targets());
        auto expected = other.compute_gradient(v, features(), targets());
        if (expected.ok()) {
            expected.status = gradient_descent::update<T>(other.settings(), net<T>::parameter_count,
                                                          other.gradient().values, v.values);
        }
        CHECK(result.status == expected.status);
        CHECK(testing::same_bits(result.cost, expected.cost));
        CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v)));
        return result.ok();
    }
    bool same_gradients() const {
        return testing::same_bits(reference::values_of(t.gradient()),
                                  reference::values_of(other.gradient()));
    }
};

template <class T>
auto two_ways_of(std::uint32_t samples, std::mt19937& random) {
    return std::make_unique<two_ways<T>>(samples, random);
}

}  // namespace

TEST_CASE_TEMPLATE("a step on a batch has the bits of gradient and update", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        std::mt19937 random(5);
        for (const std::uint32_t samples : {1U, 15U, 33U, 64U, 300U}) {
            CAPTURE(samples);
            const auto both = two_ways_of<T>(samples, random);
            CHECK(both->agree());
            CHECK(both->same_gradients());
            CHECK(both->agree());
            CHECK(both->same_gradients());
            CHECK(both->t.state().steps == 2);
        }
    });
}

TEST_CASE_TEMPLATE("numbers of every size: a step on a batch is what gradient and update make", T,
                   float, double) {
    using limits = std::numeric_limits<T>;
    const T sizes[] = {limits::infinity(),
                       limits::quiet_NaN(),
                       limits::max(),
                       limits::max() / 2,
                       T(1e18),
                       T(1e9),
                       limits::denorm_min(),
                       T(0)};
    std::mt19937 random(8);
    int made = 0;
    int left = 0;
    for (int round = 0; round < 90; ++round) {
        CAPTURE(round);
        const auto both = two_ways_of<T>(5, random);
        auto& target = round % 3 == 0 ? both->x.values[random() % both->x.values.size()]
                                      : both->w.values[random() % net<T>::parameter_count];
        const T size = sizes[random() % std::size(sizes)];
        target = random() % 2 == 0 ? size : -size;
        both->v = both->w;
        (both->agree() ? made : left) += 1;
        CHECK(both->same_gradients());
    }
    CHECK(made > 20);
    CHECK(left > 20);
}

TEST_CASE_TEMPLATE("a weight that is not finite is found where relu hides it", T, float, double) {
    std::mt19937 random(9);
    for (const T value : {std::numeric_limits<T>::quiet_NaN(), -std::numeric_limits<T>::infinity(),
                          std::numeric_limits<T>::infinity()}) {
        const auto both = two_ways_of<T>(4, random);
        for (const bool bias : {false, true}) {
            auto layer = both->w.template layer<1>();
            T& place = bias ? layer.bias(7) : layer.weight(7, 3);
            const T before = place;
            place = value;
            both->v = both->w;
            CHECK_FALSE(both->agree());
            place = before;
        }
    }
}

TEST_CASE_TEMPLATE("the gradient of a batch is that of the last step that was not refused", T,
                   float, double) {
    std::mt19937 random(4);
    const auto both = two_ways_of<T>(7, random);
    CHECK(both->agree());
    // Neither refused samples nor a cost alone replace it, nor what happens to the samples.
    const auto y = both->y;
    both->y.values[0] = T(2);
    CHECK(both->step() == status::label_out_of_range);
    both->y = y;
    both->x.values[3] = std::numeric_limits<T>::infinity();
    CHECK(both->step() == status::not_finite_input);
    CHECK(both->t.compute_gradient(both->w, both->features(), both->targets()).status ==
          status::not_finite_input);
    both->x.values[3] = T(5);
    CHECK(both->t.compute_cost(both->w, both->features(), both->targets()).ok());
    CHECK(both->same_gradients());

    CHECK(both->agree());
    both->x.values[3] = T(6);
    const auto copy = std::make_unique<trainer_of<T>>(both->t);
    CHECK(testing::same_bits(reference::values_of(copy->gradient()),
                             reference::values_of(both->other.gradient())));
    CHECK(both->t.compute_cost(both->w, both->features(), both->targets()).ok());
    CHECK(both->same_gradients());

    // A step that diverges replaces it.
    CHECK(both->agree());
    both->w.template layer<4>().bias(0) = std::numeric_limits<T>::max();
    both->w.template layer<4>().bias(1) = -std::numeric_limits<T>::max();
    both->v = both->w;
    CHECK_FALSE(both->agree());
    CHECK(both->same_gradients());
}

TEST_CASE("a trainer of batches does not depend on what its memory held before") {
    using trainer = trainer_of<float>;
    std::mt19937 random(5);
    const auto both = two_ways_of<float>(6, random);
    alignas(trainer) static unsigned char memory[sizeof(trainer)];
    unsigned char* const volatile place = memory;  // a compiler does not see what is made there
    for (const int value : {0x00, 0x01, 0xa5, 0xff}) {
        std::memset(place, value, sizeof memory);
        auto& t = *new (place) trainer{gradient_descent::learning_rate(0.3F)};
        auto w = both->w;
        REQUIRE(t.step(w, both->features(), both->targets()).ok());
        both->v = both->w;
        auto v = std::make_unique<two_ways<float>>(*both);
        CHECK(v->agree());
        CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v->w)));
        CHECK(testing::same_bits(reference::values_of(t.gradient()),
                                 reference::values_of(v->other.gradient())));
    }
}

namespace {

template <class T>
using small_net = picomlp::basic_network<T, input<5>, dense<7, picomlp::relu>,
                                         dense<6, picomlp::gelu>, dense<3, picomlp::softmax>>;

/// Steps on one sample and on many in turn, of rows for many and of their own, some of them
/// refused, against gradients of batches and the optimizer's update.
template <class Network, class Optimizer>
void mixed_steps() {
    using T = typename Network::value_type;
    using teacher = picomlp::trainer<Network, picomlp::softmax_cross_entropy, Optimizer, batch<64>>;
    // An option that changes nothing keeps this one from every shorter way.
    using plain_teacher = picomlp::trainer<Network, picomlp::softmax_cross_entropy, Optimizer,
                                           batch<64>, picomlp::l2>;
    constexpr std::uint32_t count = 40;
    std::mt19937 random(11);
    reference::matrix<T> x{Network::inputs, count};
    reference::matrix<T> y{Network::outputs, count};
    for (T& value : x.values) value = reference::between<T>(random, -1, 1);
    for (std::uint32_t s = 0; s < count; ++s) y.values[s % Network::outputs * count + s] = T(1);
    const auto all_x = reference::view_of<Network::inputs>(x);
    const auto all_y = reference::view_of<Network::outputs>(y);
    typename Network::parameters w;
    reference::fill_parameters(w, random);
    typename Network::parameters v = w;
    const auto t = std::make_unique<teacher>();
    const auto other = std::make_unique<plain_teacher>();
    const auto agree = [&](const auto& features, const auto& targets) {
        const auto result = t->step(w, features, targets);
        const auto expected = other->step(v, features, targets);
        CHECK(result.status == expected.status);
        CHECK(testing::same_bits(result.cost, expected.cost));
        CHECK(testing::same_bits(reference::values_of(w), reference::values_of(v)));
    };
    const auto same_gradients = [&] {
        CHECK(testing::same_bits(reference::values_of(t->gradient()),
                                 reference::values_of(other->gradient())));
    };
    T one[Network::inputs];
    T target[Network::outputs];
    for (std::uint32_t f = 0; f < Network::inputs; ++f) one[f] = all_x(f, 3);
    for (std::uint32_t o = 0; o < Network::outputs; ++o) target[o] = all_y(o, 3);
    for (int round = 0; round < 3; ++round) {
        agree(all_x.slice(0, 33), all_y.slice(0, 33));
        if (round == 1) same_gradients();
        agree(one, target);
        agree(all_x.slice(5, 1), all_y.slice(5, 1));  // its features lie apart
        same_gradients();
        agree(all_x.slice(6, 1), all_y.slice(6, 1));
        T wrong[Network::inputs] = {std::numeric_limits<T>::infinity()};
        agree(wrong, target);  // refused: the gradient is still that of the step before
        same_gradients();
        agree(all_x.slice(7, 1), all_y.slice(7, 1));
        agree(all_x.slice(8, 2), all_y.slice(8, 2));
        same_gradients();
        agree(all_x.slice(9, 1), all_y.slice(9, 1));
        T no_target[Network::outputs] = {T(2)};
        agree(one, no_target);
        if (round == 2) same_gradients();
        (void)t->compute_cost(w, all_x.slice(0, 33), all_y.slice(0, 33));
        same_gradients();
    }
}

}  // namespace

TEST_CASE_TEMPLATE("a trainer for many takes a single sample by the short way", T, float, double) {
    testing::for_each_instruction_set([&](picomlp::instruction_set set) {
        CAPTURE(picomlp::name_of(set));
        mixed_steps<small_net<T>, gradient_descent>();
        mixed_steps<net<T>, gradient_descent>();
        mixed_steps<small_net<T>, picomlp::adam>();
    });
}
