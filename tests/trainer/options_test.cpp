// SPDX-License-Identifier: MIT
// A trainer with options and optimizers against the same done by hand: each option by itself is
// tested in tests/option.
#include <random>
#include <vector>

#include "doctest_config.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/network_cases.hpp"
#include "reference/network_reference.hpp"

using picomlp::batch;
using picomlp::dense;
using picomlp::frozen;
using picomlp::input;
using picomlp::l2;
using picomlp::relu;
using picomlp::status;
using reference::matrix;
using sigmoid = struct picomlp::sigmoid;
using picomlp::hyperbolic_tangent;
using loss = picomlp::binary_cross_entropy;

namespace {

template <class T>
using net = picomlp::basic_network<T, input<3>, dense<6, relu>, dense<5, hyperbolic_tangent>,
                                   dense<2, sigmoid>>;

template <class T>
struct problem {
    typename net<T>::parameters w;
    matrix<T> x;
    matrix<T> y;

    explicit problem(uint32_t samples = 20) {
        std::mt19937 random(samples);
        reference::fill_parameters(w, random);
        x = reference::any_matrix<T>(3, samples, random, -1.5, 1.5);
        y = reference::any_matrix<T>(2, samples, random, 0, 1);
    }
    template <class Trainer>
    auto step(Trainer& t) {
        return t.step(w, reference::view_of<3>(x), reference::view_of<2>(y));
    }
    template <class Trainer>
    auto gradient(Trainer& t) {
        return t.compute_gradient(w, reference::view_of<3>(x), reference::view_of<2>(y));
    }
    std::vector<T> parameters() const { return reference::values_of(w); }
};

template <class Gradient>
auto numbers_of(const Gradient& g) {
    return std::vector<typename Gradient::value_type>(std::begin(g.values), std::end(g.values));
}

/// The numbers of some layers, one after the other, out of a whole network's.
template <class T>
std::vector<T> layers_of(const std::vector<T>& all, std::vector<uint32_t> numbers) {
    std::vector<T> some;
    for (const uint32_t number : numbers) {
        for (size_t k = net<T>::layer_offset(number); k < net<T>::layer_offset(number + 1); ++k) {
            some.push_back(all[k]);
        }
    }
    return some;
}

template <class T, class... Options>
using descent = picomlp::trainer<net<T>, loss, picomlp::gradient_descent, batch<20>, Options...>;
template <class T, class Optimizer, class... Options>
using trained_by = picomlp::trainer<net<T>, loss, Optimizer, batch<20>, Options...>;

/// Steps of a trainer with frozen layers against one that trains all, whose parameters in the
/// frozen layers are put back after each step.
template <class T, class Frozen, class Optimizer>
void check_frozen(std::vector<uint32_t> trained) {
    problem<T> with;
    problem<T> without;
    const std::vector<T> first = with.parameters();
    trained_by<T, Optimizer, Frozen> t{Optimizer::learning_rate(T(0.05))};
    trained_by<T, Optimizer> all{Optimizer::learning_rate(T(0.05))};
    for (int k = 0; k < 5; ++k) {
        CHECK(with.step(t).cost == without.step(all).cost);
        CHECK(testing::same_bits(numbers_of(t.gradient()),
                                 layers_of(numbers_of(all.gradient()), trained)));
        std::vector<T> expected = first;
        for (const uint32_t number : trained) {
            for (size_t at = net<T>::layer_offset(number); at < net<T>::layer_offset(number + 1);
                 ++at) {
                expected[at] = without.w.values[at];
            }
        }
        CHECK(testing::same_bits(with.parameters(), expected));
        for (size_t at = 0; at < expected.size(); ++at) without.w.values[at] = expected[at];
    }
}

}  // namespace

TEST_CASE_TEMPLATE("frozen layers keep their bits and the others train as if all did", T, float,
                   double) {
    check_frozen<T, frozen<1>, picomlp::gradient_descent>({2, 3});
    check_frozen<T, frozen<2>, picomlp::gradient_descent>({1, 3});
    check_frozen<T, frozen<3>, picomlp::gradient_descent>({1, 2});
    check_frozen<T, frozen<1, 2>, picomlp::gradient_descent>({3});
    check_frozen<T, frozen<1, 3>, picomlp::gradient_descent>({2});
    check_frozen<T, frozen<1>, picomlp::adam>({2, 3});
    check_frozen<T, frozen<2>, picomlp::rprop>({1, 3});
    check_frozen<T, frozen<2, 3>, picomlp::momentum>({1});
}

TEST_CASE("a frozen layer costs no gradient memory and no optimizer's memory") {
    using all = trained_by<float, picomlp::adam>;
    using last = trained_by<float, picomlp::adam, frozen<1, 2>>;
    constexpr size_t in_last = 2 * 6;
    static_assert(last::trained_count == in_last);
    static_assert(sizeof(last::gradient_type) == in_last * sizeof(float));
    static_assert(sizeof(last::state_type) == (2 * in_last + 1) * sizeof(float));
    constexpr size_t saved = (net<float>::parameter_count - in_last) * 3 * sizeof(float);
    CHECK(sizeof(all) - sizeof(last) >= saved - 64);
    CHECK(sizeof(all) - sizeof(last) <= saved);
}

TEST_CASE("plain gradient descent remembers nothing but the number of steps") {
    static_assert(sizeof(descent<float>::state_type) == sizeof(uint32_t));
    static_assert(sizeof(trained_by<double, picomlp::momentum>::state_type) ==
                  (net<double>::parameter_count + 1) * sizeof(double));
}

TEST_CASE_TEMPLATE("options that do nothing change no bit", T, float, double) {
    problem<T> with;
    problem<T> without;
    descent<T, l2, picomlp::l1, picomlp::weight_decay, picomlp::dropout> t{
        picomlp::gradient_descent::learning_rate(T(0.3)), l2::lambda(0), picomlp::l1::lambda(0),
        picomlp::weight_decay::decay(0), picomlp::dropout::keep(1)};
    descent<T> plain{picomlp::gradient_descent::learning_rate(T(0.3))};
    for (int k = 0; k < 3; ++k) CHECK(with.step(t).cost == without.step(plain).cost);
    CHECK(testing::same_bits(with.parameters(), without.parameters()));
    CHECK(testing::same_bits(numbers_of(t.gradient()), numbers_of(plain.gradient())));
}

TEST_CASE_TEMPLATE("a step with options is gradient, penalty, clipping, update, constraint", T,
                   float, double) {
    using picomlp::clip_by_value;
    using picomlp::max_norm;
    using picomlp::weight_decay;
    problem<T> p;
    descent<T, max_norm, weight_decay, clip_by_value, l2, frozen<2>> t{
        picomlp::gradient_descent::learning_rate(T(0.3)), max_norm::limit(T(0.9)),
        weight_decay::decay(T(0.2)), clip_by_value::limit(T(0.04)), l2::lambda(T(0.7))};
    descent<T> plain;

    std::vector<T> w = p.parameters();
    for (int k = 0; k < 4; ++k) {
        problem<T> by_hand;
        for (size_t at = 0; at < w.size(); ++at) by_hand.w.values[at] = w[at];
        auto expected = by_hand.gradient(plain);
        std::vector<T> g = layers_of(numbers_of(plain.gradient()), {1, 3});
        static constexpr bool trained[] = {true, false, true};
        const picomlp::trained_layers<T> layers{net<T>::table(), trained};
        const l2::settings<net<T>> penalty{T(0.7)};
        l2::penalize(penalty, layers, 20, w.data(), &expected.cost, g.data());
        clip_by_value::clip(clip_by_value::settings<net<T>>{T(0.04)}, g.size(), g.data());
        const weight_decay::settings<net<T>> decay{T(0.2)};
        size_t from = 0;
        // An array: gcc 12 with -O3 for ARM leaves a list's numbers unwritten here.
        static constexpr uint32_t numbers[] = {1, 3};
        for (const uint32_t number : numbers) {
            T* first = w.data() + net<T>::layer_offset(number);
            const auto shape = net<T>::shape_of(number);
            const size_t weights = size_t{shape.inputs} * shape.outputs;
            const T factor = weight_decay::decay_factor(decay, number - 1, T(0.3), T(1));
            CHECK(factor < T(1));
            for (size_t at = 0; at < weights; ++at) first[at] *= factor;
            REQUIRE(reference::sgd_step(weights + shape.outputs, T(0.3), g.data() + from, first));
            from += weights + shape.outputs;
        }
        max_norm::constrain_weights(max_norm::settings<net<T>>{T(0.9)}, layers, w.data());

        const auto result = p.step(t);
        CHECK(result.ok());
        CHECK(result.cost == expected.cost);
        CHECK(testing::same_bits(numbers_of(t.gradient()), g));
        CHECK(testing::same_bits(p.parameters(), w));
    }
}

TEST_CASE_TEMPLATE("a schedule counts the steps that succeeded", T, float, double) {
    using schedule = picomlp::scheduled<picomlp::exponential_decay>;
    problem<T> with;
    problem<T> by_hand;
    descent<T, schedule> t{picomlp::gradient_descent::learning_rate(T(0.5)),
                           picomlp::exponential_decay::factor(T(0.5))};
    descent<T> plain;
    for (const T rate : {T(0.5), T(0.25), T(0.125)}) {
        plain.set(picomlp::gradient_descent::learning_rate(rate));
        CHECK(by_hand.step(plain).ok());
        const T kept = with.y(0, 0);
        with.y(0, 0) = 2;
        CHECK(with.step(t).status == status::label_out_of_range);
        with.y(0, 0) = kept;
        CHECK(with.step(t).ok());
        CHECK(testing::same_bits(with.parameters(), by_hand.parameters()));
    }
    CHECK(t.state().steps == 3);
}

TEST_CASE_TEMPLATE("the cost alone has the bits of the cost with a gradient", T, float, double) {
    problem<T> p;
    descent<T> plain;
    descent<T, l2, picomlp::dropout> t{l2::lambda(T(0.7)), picomlp::dropout::keep(T(0.6)),
                                       picomlp::dropout::seed(3)};
    CHECK(t.compute_cost(p.w, reference::view_of<3>(p.x), reference::view_of<2>(p.y)).cost ==
          p.gradient(t).cost);
    CHECK(plain.compute_cost(p.w, reference::view_of<3>(p.x), reference::view_of<2>(p.y)).cost ==
          p.gradient(plain).cost);
}

TEST_CASE_TEMPLATE("bad settings of any option refuse the step", T, float, double) {
    problem<T> p;
    const auto before = p.parameters();
    descent<T, l2, picomlp::dropout> t{picomlp::gradient_descent::learning_rate(T(0.1)),
                                       l2::lambda(T(-0.7)), picomlp::dropout::keep(T(0.5))};
    CHECK(p.step(t).status == status::bad_argument);
    t.set(l2::lambda(T(0.7)));
    t.set(picomlp::dropout::keep(T(0)));
    CHECK(p.step(t).status == status::bad_argument);
    t.set(picomlp::dropout::keep(T(0.5)));
    t.set(picomlp::gradient_descent::learning_rate(T(-0.1)));
    CHECK(p.step(t).status == status::bad_argument);
    CHECK(testing::same_bits(p.parameters(), before));
    CHECK(t.state().steps == 0);
    t.set(picomlp::gradient_descent::learning_rate(T(0.1)));
    CHECK(p.step(t).ok());
    CHECK(t.template settings<l2>().lambda.value[0] == T(0.7));
}

TEST_CASE_TEMPLATE("a penalty beyond all bounds diverges and changes nothing", T, float, double) {
    problem<T> p;
    // Its square overflows, cost and gradient do not.
    p.w.layer(3).weight(0, 0) = static_cast<T>(sizeof(T) == 4 ? 1e22 : 1e160);
    const auto before = p.parameters();
    descent<T> plain{picomlp::gradient_descent::learning_rate(T(0))};
    CHECK(p.step(plain).ok());
    descent<T, l2> t{picomlp::gradient_descent::learning_rate(0), l2::lambda(T(0.7))};
    CHECK(p.step(t).status == status::diverged);
    CHECK(testing::same_bits(p.parameters(), before));
    CHECK(t.state().steps == 0);
}

TEST_CASE_TEMPLATE("a saved state goes on with the bits of a training never interrupted", T, float,
                   double) {
    problem<T> straight;
    problem<T> resumed;
    using trainer_type = trained_by<T, picomlp::adam, l2, picomlp::dropout>;
    trainer_type once{picomlp::adam::learning_rate(T(0.05)), l2::lambda(T(0.1)),
                      picomlp::dropout::keep(T(0.8)), picomlp::dropout::seed(4)};
    for (int k = 0; k < 6; ++k) CHECK(straight.step(once).ok());
    typename trainer_type::state_type saved;
    {
        trainer_type t{picomlp::adam::learning_rate(T(0.05)), l2::lambda(T(0.1)),
                       picomlp::dropout::keep(T(0.8)), picomlp::dropout::seed(4)};
        for (int k = 0; k < 3; ++k) CHECK(resumed.step(t).ok());
        saved = t.state();
    }
    trainer_type t{picomlp::adam::learning_rate(T(0.05)), l2::lambda(T(0.1)),
                   picomlp::dropout::keep(T(0.8)), picomlp::dropout::seed(4)};
    t.restore(saved);
    for (int k = 0; k < 3; ++k) CHECK(resumed.step(t).ok());
    CHECK(t.state().steps == 6);
    CHECK(testing::same_bits(resumed.parameters(), straight.parameters()));
}
