// SPDX-License-Identifier: MIT
#include "playground/engine.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "course/predict.hpp"
#include "doctest_config.hpp"
#include "initialization/experiment.hpp"
#include "playground/layers_text.hpp"
#include "playground/run.hpp"

namespace {

using picomlp::status;
using playground::engine;
using playground::rates;
using playground::samples;
using playground::settings;

std::unique_ptr<engine> started(const settings& chosen) {
    auto made = std::make_unique<engine>();
    REQUIRE(made->begin(chosen) == status::ok);
    return made;
}

std::vector<float> parameters_of(const engine& of) {
    return {of.parameters(), of.parameters() + of.parameter_count()};
}

template <class Activation, uint32_t... Hidden>
using network_of = picomlp::network<picomlp::input<2>, picomlp::dense<Hidden, Activation>...,
                                    picomlp::dense<1, picomlp::sigmoid>>;

/// The engine's steps beside those of picomlp::trainer with these options.
template <class Network, class... Options>
void check_against_trainer(settings chosen,
                           const typename Options::template settings<Network>&... options) {
    chosen.initializer = playground::start::xavier;
    using trainer = picomlp::trainer<Network, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<300>, Options...>;
    const auto ours = started(chosen);
    typename Network::parameters w;
    picomlp::numpy_random_state bits(chosen.seed);
    picomlp::initialize(w, picomlp::numpy_xavier{}, bits);
    REQUIRE(ours->parameter_count() == Network::parameter_count);

    const auto theirs = std::make_unique<trainer>(
        typename trainer::optimizer_settings{chosen.chosen.learning_rate}, options...);
    constexpr uint32_t steps = 12;
    REQUIRE(ours->train(steps) == steps);
    for (uint32_t step = 0; step < steps; ++step) {
        const auto result =
            theirs->step(w, ours->x_of(samples::training), ours->y_of(samples::training));
        REQUIRE(result.ok());
        CHECK(result.cost == ours->costs()[step]);
    }
    CHECK(std::memcmp(w.values, ours->parameters(), sizeof w.values) == 0);
}

settings with(const playground::hidden_layers& layers, playground::hidden activation,
              const rates& chosen) {
    settings made;
    made.layers = layers;
    made.activation = activation;
    made.chosen = chosen;
    made.seed = 7;
    return made;
}

}  // namespace

TEST_CASE("the engine trains as picomlp::trainer does") {
    using picomlp::dropout;
    using picomlp::l2;
    using playground::hidden;
    using course = network_of<picomlp::relu, 10, 5>;
    using wide = network_of<picomlp::hyperbolic_tangent, 16, 16>;
    using deep = network_of<picomlp::hyperbolic_tangent, 8, 8, 8, 8>;
    using small = network_of<picomlp::relu, 4>;
    using largest = network_of<picomlp::gelu, 32, 32, 32, 32, 32, 32>;
    using uneven = network_of<picomlp::mish, 1, 31, 2>;
    using none = network_of<picomlp::relu>;
    check_against_trainer<course>(with({2, {10, 5}}, hidden::relu, {0.1F, 0, 1}));
    check_against_trainer<small, l2>(with({1, {4}}, hidden::relu, {0.2F, 0.7F, 1}), {0.7F});
    check_against_trainer<wide, l2, dropout>(with({2, {16, 16}}, hidden::tanh, {0.1F, 0.3F, 0.8F}),
                                             {0.3F}, {0.8F, 7, false});
    check_against_trainer<course, dropout>(with({2, {10, 5}}, hidden::relu, {0.1F, 0, 0.5F}),
                                           {0.5F, 7, false});
    check_against_trainer<deep>(with({4, {8, 8, 8, 8}}, hidden::tanh, {0.05F, 0, 1}));
    check_against_trainer<largest, dropout>(
        with({6, {32, 32, 32, 32, 32, 32}}, hidden::gelu, {0.1F, 0, 0.9F}), {0.9F, 7, false});
    check_against_trainer<uneven>(with({3, {1, 31, 2}}, hidden::mish, {0.1F, 0, 1}));
    check_against_trainer<none, l2>(with({}, hidden::relu, {0.1F, 0.1F, 1}), {0.1F});
    // There is nothing to drop.
    check_against_trainer<none>(with({}, hidden::relu, {0.1F, 0, 0.5F}));
}

TEST_CASE("with the course's settings the parameters are those of examples/initialization") {
    initialization::settings theirs;
    theirs.iterations = 300;
    theirs.number = course::precision::float_;
    theirs.dataset = course::dataset::moons;
    const auto expected =
        initialization::run(initialization::start::he, theirs, {[](long, double) {}, [](long) {}});
    settings chosen;
    chosen.dataset = playground::dataset::moons;
    chosen.chosen.learning_rate = 0.01F;
    const auto ours = started(chosen);
    REQUIRE(ours->train(300) == 300);

    network_of<picomlp::relu, 10, 5>::parameters w;
    std::memcpy(w.values, ours->parameters(), sizeof w.values);
    float exported[91];
    picomlp::export_parameters(w, picomlp::weight_order::outputs_by_inputs, exported);
    CHECK(std::vector<double>(exported, exported + 91) == expected.parameters);
    CHECK(ours->costs()[0] == static_cast<float>(expected.costs[0]));
    const auto on_test = ours->evaluate(samples::test);
    CHECK(on_test.correct == std::lround(100 * expected.test.accuracy));
}

TEST_CASE("the samples are the course's") {
    settings chosen;
    chosen.dataset = playground::dataset::moons;
    const auto ours = started(chosen);
    for (const samples which : {samples::training, samples::test}) {
        const bool is_test = which == samples::test;
        const auto points =
            course::make_points(course::dataset::moons, is_test ? 100 : 300, is_test ? 2 : 1);
        REQUIRE(ours->x_of(which).samples() == points.size());
        for (uint32_t i = 0; i < points.size(); ++i) {
            CHECK(ours->x_of(which)(0, i) == static_cast<float>(points.x1[i]));
            CHECK(ours->x_of(which)(1, i) == static_cast<float>(points.x2[i]));
            CHECK(ours->y_of(which)(0, i) == points.labels[i]);
        }
    }
}

TEST_CASE("every choice has a name, and everything that can be chosen trains") {
    using playground::choice;
    CHECK(playground::names_of(static_cast<choice>(playground::choices)).count == 0);
    const auto count = [](choice what) { return playground::names_of(what).count; };
    const auto trained = std::make_unique<engine>();
    std::vector<uint32_t> crcs;
    const playground::hidden_layers layers[] = {
        {}, {1, {1}}, {4, {8, 8, 8, 8}}, {6, {32, 32, 32, 32, 32, 32}}};
    for (uint32_t d = 0; d + 1 < count(choice::dataset); ++d) {  // a table is not there
        for (uint32_t i = 0; i < count(choice::initializer); ++i) {
            for (uint32_t a = 0; a < count(choice::activation); ++a) {
                for (const auto& chosen_layers : layers) {
                    // The largest take their time: from one initializer on one data set.
                    if (chosen_layers.count == 6 && (d > 0 || i != 2)) continue;
                    settings chosen;
                    chosen.dataset = static_cast<playground::dataset>(d);
                    chosen.initializer = static_cast<playground::start>(i);
                    chosen.layers = chosen_layers;
                    chosen.activation = static_cast<playground::hidden>(a);
                    // Large random weights of a deep network without limits overflow.
                    const bool may_diverge = i == 1;
                    REQUIRE(trained->begin(chosen) == status::ok);
                    const uint32_t done = trained->train(3);
                    if (!may_diverge) CHECK(done == 3);
                    CHECK(trained->study() == status::ok);
                    CHECK(trained->layer_count() == chosen_layers.count + 1);
                    for (uint32_t l = 0; l < chosen_layers.count; ++l) {
                        CHECK(trained->units(l) == chosen_layers.units[l]);
                    }
                    CHECK(trained->units(chosen_layers.count) == 1);
                    CHECK(trained->units(chosen_layers.count + 1) == 0);
                    crcs.push_back(trained->parameter_crc());
                }
            }
        }
    }
    // Of zeros: without hidden layers no activation matters, and of those that map 0 to 0 none.
    CHECK(crcs[0] == crcs[3]);
    CHECK(crcs[1] == crcs[4]);
    const auto he = 2 * 3 * count(choice::activation);
    CHECK(crcs[he] == crcs[he + 4]);
    CHECK(crcs[he + 2] != crcs[he + 6]);
    CHECK(crcs[he + 3] != crcs[he + 7]);
}

TEST_CASE("hidden activations are the library's, but for softmax and log_softmax") {
    const auto names = playground::names_of(playground::choice::activation);
    std::vector<std::string> ours(names.name, names.name + names.count);
    REQUIRE(ours.size() == sizeof playground::codes / sizeof playground::codes[0]);
    for (uint32_t a = 0; a < names.count; ++a) {
        // "tanh" is what the page called it from the beginning.
        const bool tanh = a == static_cast<uint32_t>(playground::hidden::tanh);
        const char* const theirs = tanh ? "hyperbolic_tangent" : names.name[a];
        CAPTURE(theirs);
        CHECK(picomlp::fingerprint().add(theirs).value() == playground::codes[a]);
        ours[a] = theirs;
    }
    CHECK(playground::codes[static_cast<uint32_t>(playground::hidden::identity)] ==
          picomlp::code_of<picomlp::identity>());
    ours.insert(ours.end(), {"softmax", "log_softmax"});
    std::vector<std::string> all;
#define LISTED(name) all.emplace_back(#name);
    PICOMLP_ACTIVATIONS(LISTED)
#undef LISTED
    std::sort(ours.begin(), ours.end());
    std::sort(all.begin(), all.end());
    CHECK(ours == all);
}

TEST_CASE("layers are written by their sizes, and read from nothing else") {
    for (const char* text : {"2-1", "2-1-1", "2-4-1", "2-10-5-1", "2-20-3-1", "2-16-16-1",
                             "2-8-8-8-8-1", "2-32-1-32-1-32-1-1"}) {
        CAPTURE(text);
        const auto layers = playground::layers_from(text);
        REQUIRE(layers);
        CHECK(playground::text_of(*layers) == text);
    }
    const auto course = playground::layers_from("2-10-5-1");
    CHECK(course->count == 2);
    CHECK(course->units[0] == 10);
    CHECK(course->units[1] == 5);
    for (const char* text : {"",
                             "2",
                             "1",
                             "2-",
                             "-1",
                             "2-1-",
                             "3-4-1",
                             "2-4-2",
                             "2-0-1",
                             "2-33-1",
                             "2-010-1",
                             "2--1",
                             "2- 4-1",
                             "2-4-1 ",
                             "2-+4-1",
                             "2-4x5-1",
                             "2-4294967298-1",
                             "2-99999999999-1",
                             "2,4,1",
                             "2-1-1-1-1-1-1-1-1",
                             "2-1-1-1-1-1-1-1-1-1",
                             "circles"}) {
        CAPTURE(text);
        CHECK(!playground::layers_from(text));
    }
}

TEST_CASE("refused settings change nothing") {
    const auto ours = started({});
    REQUIRE(ours->train(5) == 5);
    const auto before = parameters_of(*ours);
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    for (const rates& wrong :
         {rates{0.1F, 0, nan}, rates{nan, 0, 1}, rates{0.1F, -0.1F, 1}, rates{0.1F, nan, 1},
          rates{0.1F, 0, 0}, rates{0.1F, 0, 1.5F}, rates{-1, 0, 1}}) {
        settings chosen;
        chosen.chosen = wrong;
        CHECK(ours->begin(chosen) == status::bad_argument);
        CHECK(ours->change(wrong) == status::bad_argument);
    }
    for (uint32_t which = 0; which < playground::choices; ++which) {
        settings chosen;
        if (which == 0) chosen.dataset = static_cast<playground::dataset>(7);
        if (which == 1) chosen.initializer = static_cast<playground::start>(11);
        if (which == 2) chosen.activation = static_cast<playground::hidden>(16);
        if (which == 3) chosen.optimizer = static_cast<playground::optimizer>(7);
        CAPTURE(which);
        CHECK(ours->begin(chosen) == status::bad_argument);
    }
    for (const playground::hidden_layers& wrong : {playground::hidden_layers{7, {1, 1, 1, 1, 1, 1}},
                                                   {1, {33}},
                                                   {1, {0}},
                                                   {3, {4, 4, 0}},
                                                   {UINT32_MAX, {}},
                                                   {6, {1, 1, 1, 1, 1, UINT32_MAX}}}) {
        settings chosen;
        chosen.layers = wrong;
        CAPTURE(wrong.count);
        CHECK(ours->begin(chosen) == status::unusable_shape);
    }
    CHECK(parameters_of(*ours) == before);
    CHECK(ours->steps_done() == 5);

    const auto untouched = started({});
    REQUIRE(untouched->train(6) == 6);
    REQUIRE(ours->train(1) == 1);
    CHECK(ours->parameter_crc() == untouched->parameter_crc());
}

TEST_CASE(
    "a training goes on with other rates, and dropout's masks follow the number of the step") {
    settings chosen;
    chosen.chosen.keep = 0.7F;
    const auto at_once = started(chosen);
    REQUIRE(at_once->train(20) == 20);
    const auto in_parts = started(chosen);
    for (const uint32_t steps : {1U, 12U, 7U}) {
        REQUIRE(in_parts->change(chosen.chosen) == status::ok);
        REQUIRE(in_parts->train(steps) == steps);
    }
    CHECK(in_parts->parameter_crc() == at_once->parameter_crc());

    REQUIRE(in_parts->change({0.01F, 0, 1}) == status::ok);
    REQUIRE(in_parts->train(1) == 1);
    REQUIRE(at_once->train(1) == 1);
    CHECK(in_parts->parameter_crc() != at_once->parameter_crc());
    CHECK(in_parts->steps_done() == 21);
}

TEST_CASE("dropout is turned off and on while a training goes on") {
    settings chosen;
    chosen.initializer = playground::start::xavier;
    chosen.chosen.keep = 0.7F;
    const auto ours = started(chosen);
    using network = network_of<picomlp::relu, 10, 5>;
    network::parameters w;
    picomlp::numpy_random_state bits(chosen.seed);
    picomlp::initialize(w, picomlp::numpy_xavier{}, bits);
    using trainer =
        picomlp::trainer<network, picomlp::binary_cross_entropy, picomlp::gradient_descent,
                         picomlp::batch<300>, picomlp::dropout>;
    const auto theirs = std::make_unique<trainer>(picomlp::gradient_descent::learning_rate(0.1F),
                                                  picomlp::dropout::seed(chosen.seed));
    uint32_t done = 0;
    for (const float keep : {0.7F, 1.0F, 0.7F, 0.9F, 1.0F}) {
        REQUIRE(ours->change({0.1F, 0, keep}) == status::ok);
        theirs->set(picomlp::dropout::keep(keep));
        for (uint32_t step = 0; step < 4; ++step, ++done) {
            REQUIRE(ours->train(1) == 1);
            const auto result =
                theirs->step(w, ours->x_of(samples::training), ours->y_of(samples::training));
            REQUIRE(result.ok());
            CHECK(result.cost == ours->costs()[0]);
        }
        CHECK(ours->steps_done() == done);
    }
    CHECK(std::memcmp(w.values, ours->parameters(), sizeof w.values) == 0);
}

TEST_CASE("a training that diverges stops at the parameters before, and says so") {
    settings chosen;
    chosen.chosen.learning_rate = 1e30F;
    const auto ours = started(chosen);
    const uint32_t done = ours->train(100);
    CHECK(done < 100);
    CHECK(ours->outcome() == status::diverged);
    CHECK(ours->steps_done() == done);
    for (const float w : parameters_of(*ours)) CHECK(std::isfinite(w));
    REQUIRE(ours->begin({}) == status::ok);
    CHECK(ours->outcome() == status::ok);
    CHECK(ours->train(engine::max_steps + 1) == engine::max_steps);
}

TEST_CASE("the grid holds the predictions of its points, the first row being the top") {
    const auto ours = started({});
    REQUIRE(ours->train(500) == 500);
    using network = network_of<picomlp::relu, 10, 5>;
    network::parameters w;
    std::memcpy(w.values, ours->parameters(), sizeof w.values);
    constexpr uint32_t width = 17, height = 9;
    REQUIRE(ours->draw_grid(width, height, {-1.5F, 2.5F, -1, 1}) == status::ok);
    for (uint32_t row = 0; row < height; ++row) {
        for (uint32_t column = 0; column < width; ++column) {
            // Steps of a quarter: exact.
            const float x[2] = {-1.5F + 0.25F * static_cast<float>(column),
                                1 - 0.25F * static_cast<float>(row)};
            network::scratch scratch;
            float y[1];
            REQUIRE(picomlp::predict(w, scratch, x, y) == status::ok);
            CHECK(ours->grid()[row * width + column] == y[0]);
        }
    }
    // Here steps add up to a number beside the edge.
    constexpr float right = 0.6F;
    REQUIRE(-2 + 11 * ((right + 2) / 11) != right);
    REQUIRE(ours->draw_grid(12, 2, {-2, right, 0, 1}) == status::ok);
    const float edge[2] = {right, 1};
    network::scratch scratch;
    float y[1];
    REQUIRE(picomlp::predict(w, scratch, edge, y) == status::ok);
    CHECK(ours->grid()[11] == y[0]);

    const float first = ours->grid()[0];
    for (const auto& [wide, high] :
         {std::pair{1U, 9U}, {9U, 1U}, {129U, 128U}, {0U, 2U}, {0x80000001U, 2U}}) {
        CHECK(ours->draw_grid(wide, high, {-1, 1, -1, 1}) == status::bad_argument);
    }
    CHECK(ours->draw_grid(9, 9, {-1, INFINITY, -1, 1}) == status::not_finite_input);
    CHECK(ours->grid()[0] == first);
    CHECK(ours->draw_grid(128, 128, {-1, 1, -1, 1}) == status::ok);
}

namespace {

/// The engine's pictures beside those of picomlp::study.
template <class Network>
void check_pictures(const settings& chosen) {
    const auto ours = started(chosen);
    REQUIRE(ours->train(50) == 50);
    REQUIRE(ours->study() == status::ok);
    typename Network::parameters w;
    std::memcpy(w.values, ours->parameters(), sizeof w.values);
    static picomlp::study_scratch<Network, picomlp::binary_cross_entropy, 16> scratch;
    static picomlp::study_report<Network, playground::bins> report;
    REQUIRE(picomlp::study(w, scratch, ours->x_of(samples::training), ours->y_of(samples::training),
                           report) == status::ok);
    REQUIRE(ours->layer_count() == Network::layer_count);
    for (uint32_t l = 0; l < Network::layer_count; ++l) {
        const auto& expected = report.layers[l];
        const auto& picture = *ours->picture(l);
        CHECK(std::memcmp(&picture.activation_histogram, &expected.activation_histogram,
                          sizeof picture.activation_histogram) == 0);
        CHECK(std::memcmp(&picture.gradient_histogram, &expected.gradient_histogram,
                          sizeof picture.gradient_histogram) == 0);
        CHECK(picture.health == expected.health);
    }
    CHECK(ours->picture(Network::layer_count) == nullptr);
}

}  // namespace

TEST_CASE("the pictures are those of picomlp::study") {
    using playground::hidden;
    check_pictures<network_of<picomlp::relu, 10, 5>>({});
    // Large weights, for units at the activation's limits; derivatives of outputs and of arguments.
    settings large = with({2, {9, 9}}, hidden::softsign, {0.1F, 0, 1});
    large.initializer = playground::start::random;
    check_pictures<network_of<picomlp::softsign, 9, 9>>(large);
    large.activation = hidden::tanh;
    check_pictures<network_of<picomlp::hyperbolic_tangent, 9, 9>>(large);
    check_pictures<network_of<picomlp::gelu, 32, 1, 32, 1, 32, 1>>(
        with({6, {32, 1, 32, 1, 32, 1}}, hidden::gelu, {0.1F, 0, 0.9F}));
    check_pictures<network_of<picomlp::relu>>(with({}, hidden::relu, {0.1F, 0, 1}));

    settings zeros;
    zeros.initializer = playground::start::zeros;
    const auto ours = started(zeros);
    CHECK(ours->picture(0)->health == picomlp::verdict::symmetric);
}

TEST_CASE("a study in a hurry looks at a part of the samples of a large network") {
    using playground::hidden;
    const auto seen = [](playground::engine& engine, uint32_t layer) {
        return engine.picture(layer)->activations.samples;
    };
    const auto large = started(with({6, {32, 32, 32, 32, 32, 32}}, hidden::relu, {0.1F, 0, 1}));
    const uint32_t all = large->x_of(samples::training).samples();
    REQUIRE(large->study() == status::ok);
    CHECK(seen(*large, 0) == all);
    const float length = large->gradient_lengths()[2];
    REQUIRE(large->study(true) == status::ok);
    CHECK(seen(*large, 5) < all / 2);
    CHECK(seen(*large, 5) >= 64);
    CHECK(seen(*large, 5) * large->unit_count() <= playground::engine::quick_activations);
    CHECK(large->gradient_lengths()[2] == length);

    const auto small = started({});
    REQUIRE(small->study(true) == status::ok);
    CHECK(seen(*small, 0) == small->x_of(samples::training).samples());
}

TEST_CASE("a study in a hurry does not change the training") {
    settings chosen = with({6, {32, 32, 32, 32, 32, 32}}, playground::hidden::relu, {0.1F, 0, 1});
    chosen.batch = 50;
    const auto undisturbed = started(chosen);
    const auto watched = started(chosen);
    for (int i = 0; i < 10; ++i) {
        REQUIRE(watched->train(1) == 1);
        REQUIRE(watched->study(true) == status::ok);
    }
    REQUIRE(undisturbed->train(10) == 10);
    CHECK(watched->parameter_crc() == undisturbed->parameter_crc());
}

TEST_CASE("the CRC is that of the parameters' bytes") {
    const auto ours = started({});
    uint32_t crc = 0xffffffffU;
    for (const float w : parameters_of(*ours)) {
        uint32_t bits;
        std::memcpy(&bits, &w, sizeof bits);
        for (int bit = 0; bit < 32; ++bit) {
            crc = (crc >> 1) ^ ((crc ^ bits >> bit) & 1 ? 0xedb88320U : 0);
        }
    }
    CHECK(ours->parameter_crc() == ~crc);
}

TEST_CASE("a run tells of steps in any number, and where it ended early") {
    settings chosen;
    const auto whole = playground::run(chosen, engine::max_steps + 3);
    CHECK(whole.steps == engine::max_steps + 3);
    const auto ours = started(chosen);
    CHECK(ours->train(1000) + ours->train(27) == whole.steps);
    CHECK(whole.crc == ours->parameter_crc());
    CHECK(whole.cost == ours->evaluate(samples::training).cost);

    chosen.chosen.learning_rate = 1e30F;
    const auto ended = playground::run(chosen, 5000);
    CHECK(ended.status == status::diverged);
    CHECK(ended.steps < 5000);
}
