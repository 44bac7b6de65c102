// SPDX-License-Identifier: MIT
// Steps on a few samples, which are taken one by one, against the gradient and the optimizer's
// update: bit for bit, with every instruction set.
#include <iterator>
#include <limits>
#include <memory>
#include <random>

#include "bits.hpp"
#include "doctest_config.hpp"
#include "instruction_sets.hpp"
#include "picomlp/activation/activations.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/trainer/trainer.hpp"
#include "reference/network_cases.hpp"

using picomlp::batch;
using picomlp::dense;
using picomlp::gradient_descent;
using picomlp::input;
using picomlp::status;

namespace {

constexpr std::uint32_t in_rows = 11;  // samples side by side, of which a step takes a few

template <class Network, class Loss>
struct two_ways {
    using T = typename Network::value_type;
    using trainer = picomlp::trainer<Network, Loss, gradient_descent, batch<9>>;

    trainer t{gradient_descent::learning_rate(0.3F)};
    trainer other{gradient_descent::learning_rate(0.3F)};
    typename Network::parameters w;
    typename Network::parameters v;
    reference::matrix<T> x{Network::inputs, in_rows};
    reference::matrix<T> y{Network::outputs, in_rows};

    explicit two_ways(std::mt19937& random) {
        reference::fill_parameters(w, random);
        v = w;
        for (T& value : x.values) value = reference::between<T>(random, -1, 1);
        for (T& value : y.values) value = reference::between<T>(random, 0, 1);
    }

    auto features(std::uint32_t first, std::uint32_t samples) const {
        return reference::view_of<Network::inputs>(x).slice(first, samples);
    }
    auto targets(std::uint32_t first, std::uint32_t samples) const {
        return reference::view_of<Network::outputs>(y).slice(first, samples);
    }

    /// Checks a step against gradient and update; true if it was made.
    bool agree(std::uint32_t first, std::uint32_t samples) {
        const auto result = t.step(w, features(first, samples), targets(first, samples));
        auto expected =
            other.compute_gradient(v, features(first, samples), targets(first, samples));
        if (expected.ok()) {
            expected.status = gradient_descent::update<T>(
                other.settings(), Network::parameter_count, other.gradient().values, v.values);
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

template <class Network, class Loss>
void steps_agree() {
    std::mt19937 random(3);
    two_ways<Network, Loss> both(random);
    for (std::uint32_t samples = 1; samples <= 9; ++samples) {
        CAPTURE(samples);
        CHECK(both.agree(samples % 3, samples));
        CHECK(both.same_gradients());
    }
    CHECK(both.t.state().steps == 9);
}

template <class T>
using classifier = picomlp::basic_network<T, input<35>, dense<40, picomlp::relu>,
                                          dense<17, picomlp::silu>, dense<10, picomlp::softmax>>;

template <class T>
using class_ways = two_ways<classifier<T>, picomlp::softmax_cross_entropy>;

}  // namespace

TEST_CASE_TEMPLATE("a step on a few samples has the bits of gradient and update", T, float,
                   double) {
    using namespace picomlp;
    testing::for_each_instruction_set([&](instruction_set set) {
        CAPTURE(name_of(set));
        steps_agree<classifier<T>, softmax_cross_entropy>();
        steps_agree<basic_network<T, input<5>, dense<7, relu>, dense<6, gelu>, dense<3, softmax>>,
                    softmax_cross_entropy>();
        steps_agree<basic_network<T, input<9>, dense<21, hyperbolic_tangent>, dense<1, sigmoid>>,
                    binary_cross_entropy>();
        steps_agree<basic_network<T, input<1>, dense<33, relu>, dense<1, relu>, dense<2, identity>>,
                    mean_squared_error>();
        steps_agree<basic_network<T, input<67>, dense<1, elu>>, huber>();
        steps_agree<basic_network<T, input<16>, dense<64, relu>, dense<16, relu>, dense<8, selu>>,
                    mean_squared_error>();
    });
}

TEST_CASE_TEMPLATE("numbers of every size: a step on a few is what gradient and update make", T,
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
        const auto both = std::make_unique<class_ways<T>>(random);
        auto& target = round % 3 == 0 ? both->x.values[random() % both->x.values.size()]
                                      : both->w.values[random() % classifier<T>::parameter_count];
        const T size = sizes[random() % std::size(sizes)];
        target = random() % 2 == 0 ? size : -size;
        both->v = both->w;
        (both->agree(0, 2 + random() % 2) ? made : left) += 1;
        CHECK(both->same_gradients());
    }
    CHECK(made > 20);
    CHECK(left > 20);
}

TEST_CASE_TEMPLATE("a weight that is not finite is found by a few samples where relu hides it", T,
                   float, double) {
    std::mt19937 random(9);
    for (const T value : {std::numeric_limits<T>::quiet_NaN(), -std::numeric_limits<T>::infinity(),
                          std::numeric_limits<T>::infinity()}) {
        const auto both = std::make_unique<class_ways<T>>(random);
        for (const bool bias : {false, true}) {
            auto layer = both->w.template layer<1>();
            T& place = bias ? layer.bias(7) : layer.weight(7, 3);
            const T before = place;
            place = value;
            both->v = both->w;
            CHECK_FALSE(both->agree(1, 3));
            place = before;
        }
    }
}

TEST_CASE_TEMPLATE("a step on a few samples that is refused leaves the gradient of the one before",
                   T, float, double) {
    std::mt19937 random(4);
    const auto both = std::make_unique<class_ways<T>>(random);
    // A single sample's gradient is computed when it is asked for.
    for (const std::uint32_t before : {1U, 3U, 8U}) {
        CAPTURE(before);
        CHECK(both->agree(0, before));
        const auto y = both->y;
        both->y.values[in_rows + 2] = T(2);
        CHECK(both->t.step(both->w, both->features(1, 2), both->targets(1, 2)).status ==
              status::label_out_of_range);
        both->y = y;
        const auto x = both->x;
        both->x.values[5 * in_rows + 2] = std::numeric_limits<T>::infinity();
        CHECK(both->t.step(both->w, both->features(1, 2), both->targets(1, 2)).status ==
              status::not_finite_input);
        both->x = x;
        CHECK(testing::same_bits(reference::values_of(both->w), reference::values_of(both->v)));
        CHECK(both->same_gradients());
        CHECK(both->agree(2, 2));
        CHECK(both->same_gradients());
    }
}
