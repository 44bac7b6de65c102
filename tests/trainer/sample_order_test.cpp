// SPDX-License-Identifier: MIT
// Training, evaluating and studying samples in both orders: the same bits.
#include <cstring>
#include <vector>

#include "both_orders.hpp"
#include "doctest_config.hpp"
#include "picomlp/evaluation/evaluate.hpp"
#include "picomlp/gradient_check/gradient_check.hpp"
#include "picomlp/loss/cross_entropy.hpp"
#include "picomlp/loss/regression_losses.hpp"
#include "picomlp/optimizer/adam.hpp"
#include "picomlp/optimizer/gradient_descent.hpp"
#include "picomlp/option/weight_regularization.hpp"
#include "picomlp/trainer/fit.hpp"
#include "picomlp/trainer/trainer.hpp"

using picomlp::batch;
using picomlp::dense;
using picomlp::evaluate;
using picomlp::feature_major;
using picomlp::input;
using picomlp::mini_batch;
using picomlp::sample_major;
using picomlp::softmax_cross_entropy;
using picomlp::status;
using picomlp::trainer;
using testing::both_orders;

namespace {

template <class T, uint32_t Features>
using classifier =
    picomlp::basic_network<T, input<Features>, dense<6, picomlp::relu>, dense<3, picomlp::softmax>>;

/// Samples of three classes, with gaps between rows.
template <class Network>
struct set_of_samples {
    using T = typename Network::value_type;

    set_of_samples(uint32_t samples, uint32_t gap, std::mt19937& random)
        : x(reference::any_matrix<T>(Network::inputs, samples, random, -2, 2), gap),
          y(labels(samples, random), gap) {}

    static reference::matrix<T> labels(uint32_t samples, std::mt19937& random) {
        reference::matrix<T> made(Network::outputs, samples);
        for (uint32_t s = 0; s < samples; ++s) made(random() % Network::outputs, s) = 1;
        return made;
    }

    both_orders<T, Network::inputs> x;
    both_orders<T, Network::outputs> y;
};

template <class Network>
bool same(const picomlp::parameters_of<Network>& a, const picomlp::parameters_of<Network>& b) {
    return std::memcmp(a.values, b.values, sizeof a.values) == 0;
}

/// step(), compute_gradient() and compute_cost() through a buffer.
template <uint32_t Features, class T>
void check_steps(uint32_t samples, uint32_t gap) {
    using net = classifier<T, Features>;
    std::mt19937 random(samples * 31 + gap);
    set_of_samples<net> set(samples, gap, random);
    typename net::parameters a, b;
    reference::fill_parameters(a, random);
    b = a;
    static trainer<net, softmax_cross_entropy, picomlp::adam, batch<67>, picomlp::l2> t, u;
    t.restart();
    u.restart();
    static mini_batch<net, 67> buffer;
    for (int step = 0; step < 2; ++step) {
        const auto expected = t.step(a, set.x.feature_major(), set.y.feature_major());
        REQUIRE(expected.ok());
        const auto found = u.step(b, set.x.sample_major(), set.y.sample_major(), buffer);
        CHECK(found.ok());
        CHECK(found.cost == expected.cost);
        CHECK(same(a, b));
    }
    const auto cost = t.compute_cost(a, set.x.feature_major(), set.y.feature_major());
    CHECK(u.compute_cost(b, set.x.sample_major(), set.y.feature_major(), buffer).cost == cost.cost);
    REQUIRE(t.compute_gradient(a, set.x.feature_major(), set.y.feature_major()).ok());
    CHECK(u.compute_gradient(b, set.x.feature_major(), set.y.sample_major(), buffer).cost ==
          cost.cost);
    CHECK(same(t.gradient(), u.gradient()));
}

template <class Loss, class Network, class Scratch>
void check_evaluation(const picomlp::parameters_of<Network>& w, Scratch& scratch,
                      set_of_samples<Network>& set) {
    picomlp::confusion_counts<Network> expected_counts, counts;
    const auto expected =
        evaluate<Loss>(w, scratch, set.x.feature_major(), set.y.feature_major(), &expected_counts);
    REQUIRE(expected.ok());
    const auto check = [&](const auto& x, const auto& y) {
        counts = {};
        const auto found = evaluate<Loss>(w, scratch, x, y, &counts);
        CHECK(found.ok());
        CHECK(found.cost == expected.cost);
        CHECK(found.correct == expected.correct);
        CHECK(std::memcmp(&counts, &expected_counts, sizeof counts) == 0);
    };
    check(set.x.sample_major(), set.y.sample_major());
    check(set.x.sample_major(), set.y.feature_major());
    check(set.x.feature_major(), set.y.sample_major());
}

template <class T, uint32_t Features>
void check_evaluations() {
    using net = classifier<T, Features>;
    for (const uint32_t samples : {1U, 2U, 15U, 16U, 33U, 67U}) {
        for (const uint32_t gap : {0U, 3U}) {
            std::mt19937 random(samples + gap);
            set_of_samples<net> set(samples, gap, random);
            typename net::parameters w;
            reference::fill_parameters(w, random);
            static picomlp::evaluation_scratch<net, 1> one;
            check_evaluation<softmax_cross_entropy>(w, one, set);
            check_evaluation<picomlp::mean_squared_error>(w, one, set);
            static picomlp::evaluation_scratch<net, 16> some;
            check_evaluation<softmax_cross_entropy>(w, some, set);
            check_evaluation<picomlp::mean_squared_error>(w, some, set);
        }
    }
}

}  // namespace

TEST_CASE_TEMPLATE("steps have the same bits in both orders", T, float, double) {
    for (const uint32_t samples : {1U, 2U, 3U, 16U, 31U, 67U}) {
        for (const uint32_t gap : {0U, 5U}) {
            CAPTURE(samples);
            check_steps<1, T>(samples, gap);
            check_steps<2, T>(samples, gap);
            check_steps<8, T>(samples, gap);
            check_steps<17, T>(samples, gap);
        }
    }
}

TEST_CASE("a trainer of one sample takes it in either order, without a buffer") {
    using net = classifier<float, 4>;
    std::mt19937 random(1);
    net::parameters a, b;
    reference::fill_parameters(a, random);
    b = a;
    trainer<net, softmax_cross_entropy, picomlp::adam, batch<1>> t, u;
    trainer<net, softmax_cross_entropy, picomlp::adam, batch<1>, picomlp::l2> with_option;
    const std::vector<float> x = {1, 2, 3, 4};
    const float sample[4] = {1, 2, 3, 4};
    const float target[3] = {0, 1, 0};
    const auto expected = t.step(a, sample, target);
    REQUIRE(expected.ok());
    CHECK(u.step(b, sample_major(x), sample_major(target)).cost == expected.cost);
    CHECK(same(a, b));
    REQUIRE(t.step(a, sample, target).ok());
    const float* const pointer = x.data();
    CHECK(u.step(b, pointer, &target[0]).ok());
    CHECK(same(a, b));
    CHECK(with_option.step(b, sample_major(x), sample_major(target)).ok());
    CHECK(u.step(b, sample_major(pointer, 0), sample_major(pointer, 0)).status ==
          status::no_samples);
    CHECK(u.step(b, sample_major(pointer, 2), sample_major(pointer, 2)).status ==
          status::too_many_samples);
}

TEST_CASE("a batch of another shape is refused, and its buffer is as it was") {
    using net = classifier<float, 4>;
    net::parameters w{};
    static trainer<net, softmax_cross_entropy, picomlp::adam, batch<3>> t;
    static mini_batch<net, 3> buffer;
    const std::vector<float> x(16), y(12), odd(13);
    CHECK(buffer.load(sample_major(x), sample_major(y)).status == status::too_many_samples);
    CHECK(buffer.load(sample_major(odd), sample_major(y)).status == status::bad_argument);
    CHECK(buffer.load(sample_major(x), sample_major(odd)).status == status::bad_argument);
    CHECK(t.step(w, sample_major(x), sample_major(y), buffer).status == status::too_many_samples);
    CHECK(t.step(w, sample_major(x.data(), 2), sample_major(y), buffer).status ==
          status::mismatched_samples);
    CHECK(t.step(w, sample_major(x.data(), 0), sample_major(y.data(), 0), buffer).status ==
          status::no_samples);
    std::vector<float> nan = x;
    nan[5] = std::numeric_limits<float>::quiet_NaN();
    CHECK(t.step(w, sample_major(nan.data(), 2), sample_major(y.data(), 2), buffer).status ==
          status::not_finite_input);
    for (const float value : w) CHECK(value == 0);
}

TEST_CASE_TEMPLATE("epochs and fits have the same bits in both orders", T, float, double) {
    using net = classifier<T, 5>;
    using trainer_type = trainer<net, softmax_cross_entropy, picomlp::adam, batch<8>>;
    std::mt19937 random(2);
    set_of_samples<net> set(45, 2, random);
    typename net::parameters start, a, b, c;
    reference::fill_parameters(start, random);
    a = b = c = start;
    static trainer_type t, u, v;
    t = u = v = trainer_type();
    static picomlp::fit_memory<trainer_type, 45> memory_a, memory_b, memory_c;
    picomlp::fit_settings<T> settings;
    settings.epochs = 4;
    settings.validation = 9;
    REQUIRE(fit(t, a, set.x.feature_major(), set.y.feature_major(), memory_a, settings).ok());
    CHECK(fit(u, b, set.x.sample_major(), set.y.sample_major(), memory_b, settings).ok());
    CHECK(same(a, b));
    CHECK(!same(a, start));
    CHECK(fit(v, c, set.x.sample_major(), set.y.feature_major(), memory_c, settings).ok());
    CHECK(same(a, c));

    // On validation samples of their own.
    set_of_samples<net> other(19, 1, random);
    a = b = start;
    t = u = trainer_type();
    settings.validation = 0;
    T costs[2] = {};
    REQUIRE(fit_validated(t, a, set.x.feature_major(), set.y.feature_major(),
                          other.x.feature_major(), other.y.feature_major(), memory_a, settings,
                          [&](const auto& report) { costs[0] = report.validation_cost; })
                .ok());
    CHECK(fit_validated(u, b, set.x.sample_major(), set.y.sample_major(), other.x.sample_major(),
                        other.y.sample_major(), memory_b, settings,
                        [&](const auto& report) { costs[1] = report.validation_cost; })
              .ok());
    CHECK(same(a, b));
    CHECK(costs[0] == costs[1]);

    a = b = start;
    t = u = trainer_type();
    const uint16_t order[5] = {44, 3, 0, 17, 3};
    static mini_batch<net, 8> buffer;
    const auto expected =
        t.epoch(a, set.x.feature_major(), set.y.feature_major(), order, 5, buffer);
    REQUIRE(expected.ok());
    CHECK(u.epoch(b, set.x.sample_major(), set.y.sample_major(), order, 5, buffer).cost ==
          expected.cost);
    CHECK(same(a, b));
    const uint16_t beyond[1] = {45};
    CHECK(u.epoch(b, set.x.sample_major(), set.y.sample_major(), beyond, 1, buffer).status ==
          status::bad_argument);
}

TEST_CASE("numbers that make no whole samples are not fitted to") {
    using net = classifier<float, 4>;
    using trainer_type = trainer<net, softmax_cross_entropy, picomlp::adam, batch<2>>;
    static trainer_type t;
    static picomlp::fit_memory<trainer_type, 8> memory;
    net::parameters w{};
    const std::vector<float> x(17), y(12);
    const auto result = fit(t, w, sample_major(x), sample_major(y), memory, {});
    CHECK(result.status == status::bad_argument);
    CHECK(result.end == picomlp::fit_end::refused);
    for (const float value : w) CHECK(value == 0);
}

TEST_CASE_TEMPLATE("evaluations have the same bits in both orders", T, float, double) {
    check_evaluations<T, 1>();
    check_evaluations<T, 2>();
    check_evaluations<T, 7>();
    check_evaluations<T, 17>();
}

TEST_CASE("what is wrong with samples one after another refuses them all") {
    using net = classifier<float, 2>;
    net::parameters w{};
    static picomlp::evaluation_scratch<net, 4> scratch;
    picomlp::confusion_counts<net> counts{{{1}}};
    float x[9][2] = {};
    float y[9][3] = {};
    const auto status_now = [&] {
        return evaluate<softmax_cross_entropy>(w, scratch, x, y, &counts).status;
    };
    x[8][1] = std::numeric_limits<float>::infinity();
    CHECK(status_now() == status::not_finite_input);
    x[8][1] = 0;
    y[7][2] = 1.5F;
    CHECK(status_now() == status::label_out_of_range);
    CHECK(counts.count[0][0] == 1);
    y[7][2] = 0;
    CHECK(status_now() == status::ok);
}

TEST_CASE("gradients are checked on samples that a mini_batch has turned round") {
    using net = classifier<double, 3>;
    std::mt19937 random(4);
    set_of_samples<net> set(5, 1, random);
    net::parameters w;
    reference::fill_parameters(w, random);
    static trainer<net, softmax_cross_entropy, picomlp::gradient_descent, batch<5>> t;
    static mini_batch<net, 5> buffer;
    const auto loaded = buffer.load(set.x.sample_major(), set.y.sample_major());
    REQUIRE(loaded.ok());
    const auto found = picomlp::check_gradient(t, w, loaded.features, loaded.targets);
    const auto expected =
        picomlp::check_gradient(t, w, set.x.feature_major(), set.y.feature_major());
    REQUIRE(expected.ok());
    CHECK(found.relative_difference == expected.relative_difference);
}

TEST_CASE("a square batch is learnt as it is said to lie") {
    // Four flowers of four features, as a CSV file has them.
    using net = picomlp::network<input<4>, dense<8, picomlp::relu>, dense<4, picomlp::softmax>>;
    const float x[4][4] = {{5.1F, 3.5F, 1.4F, .2F},
                           {7.0F, 3.2F, 4.7F, 1.4F},
                           {6.3F, 3.3F, 6.0F, 2.5F},
                           {4.9F, 3.0F, 1.4F, .2F}};
    const float y[4][4] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {1, 0, 0, 0}};
    std::mt19937 random(3);
    net::parameters w;
    reference::fill_parameters(w, random);
    static trainer<net, softmax_cross_entropy, picomlp::adam, batch<4>> t;
    t.set(picomlp::adam::learning_rate(0.05F));
    static mini_batch<net, 4> buffer;
    for (int i = 0; i < 500; ++i) {
        REQUIRE(t.step(w, sample_major(x), sample_major(y), buffer).ok());
    }
    net::scratch scratch;
    for (int s = 0; s < 4; ++s) {
        float p[4];
        REQUIRE(predict(w, scratch, x[s], p) == status::ok);
        CHECK(picomlp::label_of(p) == picomlp::label_of(y[s]));
    }
}

TEST_CASE("samples are trained on straight from a vector") {
    using net = picomlp::network<input<2>, dense<8, picomlp::relu>, dense<1, picomlp::sigmoid>>;
    std::mt19937 random(7);
    net::parameters w;
    reference::fill_parameters(w, random);
    static trainer<net, picomlp::binary_cross_entropy, picomlp::gradient_descent, batch<4>> t;
    static mini_batch<net, 4> buffer;
    const std::vector<float> x = {0, 0, 0, 1, 1, 0, 1, 1};
    const std::vector<float> y = {0, 1, 1, 1};
    const auto first = t.step(w, sample_major(x), y, buffer);
    REQUIRE(first.ok());
    for (int i = 0; i < 50; ++i) REQUIRE(t.step(w, sample_major(x), y, buffer).ok());
    CHECK(t.step(w, sample_major(x), y, buffer).cost < first.cost);
}
