// SPDX-License-Identifier: MIT
#include "tune/trial.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

#include "doctest_config.hpp"
#include "message_of.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace tune;
using testing::message_of;

bool same_bits(const fold_score& a, const fold_score& b) {
    return a.status == b.status && std::memcmp(&a.cost, &b.cost, sizeof a.cost) == 0 &&
           std::memcmp(&a.quality, &b.quality, sizeof a.quality) == 0;
}

const split& moons_split() {
    static const split first = [] {
        const samples moons = noisy_moons();
        return split_by_fold(moons, deal_folds(moons, 4, 1), 4)[0];
    }();
    return first;
}

const point ordinary{0.25F, 0.5F, optimizer::gradient_descent, initializer::he_normal, {16, 8}, 7};

/// `count` samples of random features.
samples random_samples(uint32_t features, uint32_t count, std::vector<std::string> classes) {
    picomlp::xoshiro128pp bits(features);
    samples all{"", features, std::vector<float>(size_t{features} * count),
                std::vector<float>(count), std::move(classes)};
    picomlp::uniform_fill(bits, all.x.data(), all.x.size(), -1.0F, 1.0F);
    return all;
}

/// In the middle of as many parts of a line as there are classes, whose number the last feature
/// tells.
samples classes_on_a_line(uint32_t features, uint32_t count, std::vector<std::string> names) {
    samples all = random_samples(features, count, std::move(names));
    const auto classes = static_cast<uint32_t>(all.classes.size());
    for (uint32_t i = 0; i < count; ++i) {
        float& last = all.x[size_t{features - 1} * count + i];
        all.y[i] = static_cast<float>(i % classes);
        last = all.y[i] + 0.25F * last;
    }
    return all;
}

/// Three times the first feature, less twice the last, 7 above 0.
samples numbers_on_a_plane(uint32_t features, uint32_t count) {
    samples all = random_samples(features, count, {});
    for (uint32_t i = 0; i < count; ++i) {
        all.y[i] = 3 * all.x[i] - 2 * all.x[size_t{features - 1} * count + i] + 7;
    }
    return all;
}

split first_of_five(const samples& all) {
    split first = split_by_fold(all, deal_folds(all, 5, 1), 5)[0];
    standardize(first);
    return first;
}

/// The same with features from `first` to before `last` so small that there is little in them that
/// a network could learn by heart.
split quietened(split on, uint32_t first, uint32_t last) {
    for (samples* part : {&on.training, &on.held_out}) {
        for (size_t i = size_t{first} * part->size(); i < size_t{last} * part->size(); ++i) {
            part->x[i] *= 0.01F;
        }
    }
    return on;
}

// The same training, written out by the library's means for networks whose shape is their type.

template <class Network>
struct trained {
    picomlp::parameters_of<Network> w;
};

template <class Network, class Loss, class Optimizer>
std::unique_ptr<trained<Network>> written_out(const point& at, const split& on,
                                              const std::vector<float>& targets, uint32_t fold,
                                              int epochs) {
    using teacher_type =
        picomlp::trainer<Network, Loss, Optimizer, picomlp::batch<32>, picomlp::l2>;
    const uint32_t count = on.training.size();
    typename teacher_type::optimizer_settings chosen;
    chosen.learning_rate = at.learning_rate;
    const auto teacher =
        std::make_unique<teacher_type>(chosen, picomlp::l2::settings<Network>{at.l2});
    const auto buffer = std::make_unique<picomlp::mini_batch<Network, 32>>();
    auto made = std::make_unique<trained<Network>>();
    picomlp::xoshiro128pp bits(at.seed);
    for (uint32_t i = 0; i < fold; ++i) bits.jump();
    picomlp::initialize(made->w, picomlp::he_normal{}, bits);
    std::vector<uint32_t> order(count);
    picomlp::identity_order(order.data(), count);
    const picomlp::sample_view<const float, Network::inputs> x(on.training.x.data(), count);
    const picomlp::sample_view<const float, Network::outputs> y(targets.data(), count);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        picomlp::shuffle(order.data(), count, bits);
        REQUIRE(teacher->epoch(made->w, x, y, order.data(), *buffer).ok());
    }
    return made;
}

template <class Loss, class Network>
fold_score judged(const trained<Network>& by, const split& on, const std::vector<float>& targets) {
    const auto scratch = std::make_unique<picomlp::evaluation_scratch<Network, 100>>();
    const uint32_t count = on.held_out.size();
    const auto found = picomlp::evaluate<Loss>(
        by.w, *scratch,
        picomlp::sample_view<const float, Network::inputs>(on.held_out.x.data(), count),
        picomlp::sample_view<const float, Network::outputs>(targets.data(), count));
    return {found.status, found.cost, found.accuracy};
}

template <class Optimizer>
fold_score two_classes_written_out(const point& at, uint32_t fold, int epochs) {
    using net =
        picomlp::network<picomlp::input<2>, picomlp::dense<16, picomlp::relu>,
                         picomlp::dense<8, picomlp::relu>, picomlp::dense<1, picomlp::sigmoid>>;
    const split& on = moons_split();
    const auto made = written_out<net, picomlp::binary_cross_entropy, Optimizer>(
        at, on, on.training.y, fold, epochs);
    return judged<picomlp::binary_cross_entropy>(*made, on, on.held_out.y);
}

/// classes x samples
std::vector<float> one_hot(const samples& all) {
    std::vector<float> targets(all.classes.size() * all.size());
    for (uint32_t i = 0; i < all.size(); ++i) {
        targets[static_cast<size_t>(all.y[i]) * all.size() + i] = 1;
    }
    return targets;
}

}  // namespace

TEST_CASE("a training of two classes is the library's own, written out, with every optimizer") {
    point at = ordinary;
    const auto check = [&](optimizer by, const std::string& name, auto expected, uint32_t fold) {
        CAPTURE(name);
        at.by = by;
        at.learning_rate = by == optimizer::gradient_descent ? 0.25F : 0.01F;
        CHECK(name_of(by) == name);
        CHECK(same_bits(train_and_judge(at, moons_split(), fold, 3), expected(at, fold, 3)));
    };
    check(optimizer::gradient_descent, "gradient_descent",
          two_classes_written_out<picomlp::gradient_descent>, 2);
    check(optimizer::momentum, "momentum", two_classes_written_out<picomlp::momentum>, 1);
    check(optimizer::nesterov, "nesterov", two_classes_written_out<picomlp::nesterov>, 0);
    check(optimizer::rmsprop, "rmsprop", two_classes_written_out<picomlp::rmsprop>, 0);
    check(optimizer::adam, "adam", two_classes_written_out<picomlp::adam>, 0);
    check(optimizer::adamw, "adamw", two_classes_written_out<picomlp::adamw>, 3);
    check(optimizer::rprop, "rprop", two_classes_written_out<picomlp::rprop>, 0);
}

TEST_CASE("a training of four classes is softmax's, of other activations, of 40 features") {
    using net = picomlp::network<picomlp::input<40>, picomlp::dense<7, picomlp::hyperbolic_tangent>,
                                 picomlp::dense<5, picomlp::hyperbolic_tangent>,
                                 picomlp::dense<4, picomlp::softmax>>;
    const split on = first_of_five(classes_on_a_line(40, 101, {"a", "b", "c", "d"}));
    point at = ordinary;
    at.hidden = {7, 5};
    at.in_hidden = activation::hyperbolic_tangent;
    const auto made = written_out<net, picomlp::softmax_cross_entropy, picomlp::gradient_descent>(
        at, on, one_hot(on.training), 1, 3);
    const fold_score expected =
        judged<picomlp::softmax_cross_entropy>(*made, on, one_hot(on.held_out));
    CHECK(expected.status == picomlp::status::ok);
    CHECK(same_bits(train_and_judge(at, on, 1, 3), expected));
}

TEST_CASE("a regression's error is that of the predictions in the target's unit") {
    using net = picomlp::network<picomlp::input<3>, picomlp::dense<6, picomlp::silu>,
                                 picomlp::dense<1, picomlp::identity>>;
    const split on = first_of_five(numbers_on_a_plane(3, 83));
    point at = ordinary;
    at.learning_rate = 0.01F;
    at.hidden = {6};
    at.in_hidden = activation::silu;
    const auto made = written_out<net, picomlp::mean_squared_error, picomlp::gradient_descent>(
        at, on, on.training.y, 0, 4);
    const uint32_t count = on.held_out.size();
    std::vector<float> z(count);
    const auto scratch = std::make_unique<picomlp::batch_scratch<net, 100>>();
    REQUIRE(ok(picomlp::predict<net>(
        made->w, *scratch, picomlp::sample_view<const float, 3>(on.held_out.x.data(), count),
        picomlp::sample_view<float, 1>(z.data(), count))));
    double mean = 0;
    for (const float y : on.held_out.y) mean += double{y} / count;
    double errors = 0;
    double spread = 0;
    for (uint32_t i = 0; i < count; ++i) {
        const double y = on.held_out.y[i];
        const double error = z[i] * on.target_deviation + on.target_mean - y;
        errors += error * error;
        spread += (y - mean) * (y - mean);
    }
    const fold_score found = train_and_judge(at, on, 0, 4);
    CHECK(found.status == picomlp::status::ok);
    // Sums in another order, then rounded to float: half an ulp of 6e-8.
    CHECK(std::fabs(found.cost / std::sqrt(errors / count) - 1) < 1e-7);
    CHECK(std::fabs(found.quality - (1 - errors / spread)) < 1e-7);
}

TEST_CASE("a regression does not depend on the target's unit") {
    samples all = numbers_on_a_plane(4, 120);
    const fold_score once = train_and_judge(ordinary, first_of_five(all), 0, 20);
    REQUIRE(once.status == picomlp::status::ok);
    // A power of two changes no rounding.
    for (float& y : all.y) y *= 1024;
    const fold_score scaled = train_and_judge(ordinary, first_of_five(all), 0, 20);
    CHECK(scaled.cost == once.cost * 1024);
    CHECK(scaled.quality == once.quality);
}

TEST_CASE("every setting of a point, the fold and the epochs have a say in the result") {
    const fold_score original = train_and_judge(ordinary, moons_split(), 0, 5);
    CHECK(same_bits(train_and_judge(ordinary, moons_split(), 0, 5), original));
    point other[] = {ordinary, ordinary, ordinary, ordinary, ordinary, ordinary, ordinary};
    other[0].learning_rate = 0.26F;
    other[1].l2 = 0.6F;
    other[2].start = initializer::he_uniform;
    other[3].hidden = {8};
    other[4].seed = 8;
    other[5].by = optimizer::momentum;
    other[6].in_hidden = activation::gelu;
    for (const point& at : other) {
        CHECK_FALSE(same_bits(train_and_judge(at, moons_split(), 0, 5), original));
    }
    CHECK_FALSE(same_bits(train_and_judge(ordinary, moons_split(), 1, 5), original));
    CHECK_FALSE(same_bits(train_and_judge(ordinary, moons_split(), 0, 6), original));
}

TEST_CASE("networks of all sizes learn classes from any of their features") {
    const point at{0.02F, 0, optimizer::adam, initializer::he_normal, {16, 8}, 1};
    for (const uint32_t features : {1U, 2U, 7U, 17U, 40U, 100U}) {
        CAPTURE(features);
        for (const auto& names :
             {std::vector<std::string>{"no", "yes"}, std::vector<std::string>{"a", "b", "c"}}) {
            const split on =
                quietened(first_of_five(classes_on_a_line(features, 300, names)), 0, features - 1);
            for (const hidden_layers& hidden : {hidden_layers{8}, {32, 16}, {9, 8, 7}}) {
                point here = at;
                here.hidden = hidden;
                CAPTURE(name_of(hidden));
                CHECK(train_and_judge(here, on, 0, 40).quality >= 0.9F);
            }
        }
        const split on = quietened(first_of_five(classes_on_a_line(features, 200, {"no", "yes"})),
                                   0, features - 1);
        point linear = at;
        linear.hidden = {};
        CHECK(train_and_judge(linear, on, 0, 40).quality >= 0.9F);
    }
}

TEST_CASE("regression networks of all sizes learn from any of their features") {
    for (const uint32_t features : {1U, 2U, 17U, 40U}) {
        CAPTURE(features);
        const split on = quietened(first_of_five(numbers_on_a_plane(features, 400)), 1,
                                   std::max(1U, features - 1));
        for (const hidden_layers& hidden : {hidden_layers{}, {8}, {16, 8}}) {
            CAPTURE(name_of(hidden));
            const point at{0.01F, 0, optimizer::adam, initializer::he_normal, hidden, 1};
            const fold_score score = train_and_judge(at, on, 0, 40);
            CHECK(score.quality >= 0.9F);
            // The plane's standard deviation is sqrt(1/3) sqrt(3^2 + 2^2) = 2.08; 0.58 for one
            // feature, whose coefficient is 1.
            CHECK(score.cost < 0.7F);
        }
    }
}

TEST_CASE("hidden layers of every activation learn") {
    const split on = first_of_five(classes_on_a_line(2, 300, {"a", "b", "c"}));
    for (const activation in_hidden : hidden_activations()) {
        CAPTURE(std::string(name_of(in_hidden)));
        const point at{0.02F, 0, optimizer::adam, initializer::xavier_normal, {12}, 1, in_hidden};
        CHECK(train_and_judge(at, on, 0, 40).quality >= 0.9F);
    }
}

TEST_CASE("a training that diverges says so and has no score") {
    const fold_score none{picomlp::status::diverged, 0, 0};
    point wild = ordinary;
    wild.learning_rate = 1e30F;
    CHECK(same_bits(train_and_judge(wild, moons_split(), 0, 50), none));
    CHECK(same_bits(train_and_judge(wild, first_of_five(numbers_on_a_plane(3, 60)), 0, 50), none));
    CHECK(same_bits(
        train_and_judge(wild, first_of_five(classes_on_a_line(3, 60, {"a", "b", "c"})), 0, 50),
        none));
}

TEST_CASE("predictions and errors that are not finite are no score") {
    // One step, after which the parameters are finite, but not what comes of them.
    const split on = first_of_five(numbers_on_a_plane(3, 40));
    REQUIRE(on.training.size() == 32);
    point wild{1e25F, 0, optimizer::gradient_descent, initializer::he_normal, {4}, 1};
    CHECK(train_and_judge(wild, on, 0, 1).status == picomlp::status::diverged);
    // Beyond the range of float: the error alone, R2 alone, both; beyond that of double: squares.
    wild.learning_rate = 0.01F;
    for (const auto& [unit, target] :
         {std::pair{1e40, 3e38F}, {1e10, 1e-30F}, {1e100, 3e38F}, {1e300, 3e38F}}) {
        split far = on;
        far.target_deviation = unit;
        for (uint32_t i = 0; i < far.held_out.size(); ++i) {
            far.held_out.y[i] = i % 2 == 0 ? target : -target;
        }
        CHECK(train_and_judge(wild, far, 0, 1).status == picomlp::status::diverged);
    }
}

TEST_CASE("what the library refuses is an error, not a score") {
    split damaged = moons_split();
    damaged.training.y[0] = 2;
    CHECK(message_of([&] {
              (void)train_and_judge(ordinary, damaged, 0, 1);
          }).find("training was refused: ") == 0);
    split more = first_of_five(classes_on_a_line(3, 60, {"a", "b", "c"}));
    more.training.y[0] = 3;
    CHECK(message_of([&] {
              (void)train_and_judge(ordinary, more, 0, 1);
          }).find("training was refused: ") == 0);
    split numbers = first_of_five(numbers_on_a_plane(3, 60));
    numbers.training.y[0] = NAN;
    CHECK(message_of([&] {
              (void)train_and_judge(ordinary, numbers, 0, 1);
          }).find("training was refused: ") == 0);
}
