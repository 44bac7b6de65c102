// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "common/files.hpp"
#include "doctest_config.hpp"
#include "message_of.hpp"
#include "playground/csv_table.hpp"
#include "playground/engine.hpp"

namespace {

using picomlp::status;
using playground::engine;
using playground::given_table;
using playground::samples;
using playground::settings;

template <class Last, class Activation, uint32_t... Hidden>
using network_of = picomlp::network<picomlp::input<2>, picomlp::dense<Hidden, Activation>...,
                                    picomlp::dense<1, Last>>;
using course = network_of<picomlp::sigmoid, picomlp::hyperbolic_tangent, 10, 5>;

settings course_settings() {
    settings chosen;
    chosen.activation = playground::hidden::tanh;
    return chosen;
}

std::unique_ptr<engine> started(const settings& chosen) {
    auto made = std::make_unique<engine>();
    REQUIRE(made->begin(chosen) == status::ok);
    return made;
}

template <class Network>
typename Network::parameters parameters_of(const engine& of) {
    typename Network::parameters w;
    REQUIRE(of.parameter_count() == Network::parameter_count);
    std::memcpy(w.values, of.parameters(), sizeof w.values);
    return w;
}

/// The engine's steps beside those of a trainer of the network's type.
template <class Network, class Trainer>
void check_steps(settings chosen, Trainer& theirs) {
    const auto ours = started(chosen);
    auto w = parameters_of<Network>(*ours);
    for (uint32_t step = 0; step < 12; ++step) {
        REQUIRE(ours->train(1) == 1);
        const auto result =
            theirs.step(w, ours->x_of(samples::training), ours->y_of(samples::training));
        REQUIRE(result.ok());
        CHECK(result.cost == ours->costs()[0]);
    }
    CHECK(std::memcmp(w.values, ours->parameters(), sizeof w.values) == 0);
}

template <class Optimizer, class... Settings>
void check_optimizer(playground::optimizer which, const Settings&... named) {
    settings chosen = course_settings();
    chosen.optimizer = which;
    chosen.chosen.learning_rate = 0.02F;
    using trainer =
        picomlp::trainer<course, picomlp::binary_cross_entropy, Optimizer, picomlp::batch<300>>;
    const auto theirs = std::make_unique<trainer>(named...);
    check_steps<course>(chosen, *theirs);
}

template <class Initializer>
void check_initializer(playground::start which, const Initializer& initializer) {
    settings chosen = course_settings();
    chosen.initializer = which;
    chosen.seed = 77;
    course::parameters w;
    picomlp::initialize(w, initializer, picomlp::xoshiro128pp{77});
    const auto ours = started(chosen);
    CHECK(std::memcmp(w.values, ours->parameters(), sizeof w.values) == 0);
}

given_table table_of(uint32_t count, playground::task task) {
    given_table table;
    table.count = count;
    table.task = task;
    for (uint32_t s = 0; s < count; ++s) {
        table.x[0][s] = static_cast<float>(s % 10) * 3 - 5;
        table.x[1][s] = 1000 + static_cast<float>(s);
        table.y[s] = task == playground::task::classes ? static_cast<float>(s % 2)
                                                       : 20 + static_cast<float>(s % 7);
    }
    return table;
}

settings table_settings() {
    settings chosen = course_settings();
    chosen.dataset = playground::dataset::table;
    return chosen;
}

}  // namespace

TEST_CASE("every optimizer steps as its type does") {
    using which = playground::optimizer;
    check_optimizer<picomlp::momentum>(which::momentum, picomlp::momentum::learning_rate(0.02F));
    check_optimizer<picomlp::nesterov>(which::nesterov, picomlp::nesterov::learning_rate(0.02F));
    check_optimizer<picomlp::rmsprop>(which::rmsprop, picomlp::rmsprop::learning_rate(0.02F));
    check_optimizer<picomlp::rprop>(which::rprop);
    check_optimizer<picomlp::adam>(which::adam, picomlp::adam::learning_rate(0.02F));
    check_optimizer<picomlp::adamw>(which::adamw, picomlp::adamw::learning_rate(0.02F));
}

TEST_CASE("the library's initializers draw from its own generator") {
    using playground::start;
    check_initializer(start::he_normal, picomlp::he_normal{});
    check_initializer(start::he_uniform, picomlp::he_uniform{});
    check_initializer(start::xavier_normal, picomlp::xavier_normal{});
    check_initializer(start::xavier_uniform, picomlp::xavier_uniform{});
    check_initializer(start::lecun_normal, picomlp::lecun_normal{});
    check_initializer(start::lecun_uniform, picomlp::lecun_uniform{});
    check_initializer(start::orthogonal, picomlp::orthogonal<float>{});
}

TEST_CASE("L1 is the library's") {
    settings chosen = course_settings();
    chosen.chosen.l1 = 0.3F;
    using trainer = picomlp::trainer<course, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<300>, picomlp::l1>;
    const auto theirs = std::make_unique<trainer>(picomlp::gradient_descent::learning_rate(0.1F),
                                                  picomlp::l1::lambda(0.3F));
    check_steps<course>(chosen, *theirs);
}

TEST_CASE("a surface is learnt as a number, by the mean squared error") {
    settings chosen = course_settings();
    chosen.dataset = playground::dataset::surface;
    using network = network_of<picomlp::identity, picomlp::hyperbolic_tangent, 10, 5>;
    using trainer = picomlp::trainer<network, picomlp::mean_squared_error,
                                     picomlp::gradient_descent, picomlp::batch<300>>;
    const auto theirs = std::make_unique<trainer>(picomlp::gradient_descent::learning_rate(0.1F));
    check_steps<network>(chosen, *theirs);
    const auto ours = started(chosen);
    CHECK(ours->task() == playground::task::numbers);
    CHECK(ours->score(samples::test) < 0.3F);
    for (int turn = 0; turn < 4; ++turn) REQUIRE(ours->train(1000) == 1000);
    CHECK(ours->score(samples::test) > 0.5F);
}

TEST_CASE("batches go through all samples, each time in a new order of the library's shuffle") {
    settings chosen = course_settings();
    chosen.batch = 32;
    chosen.seed = 9;
    const auto ours = started(chosen);
    auto w = parameters_of<course>(*ours);
    using trainer = picomlp::trainer<course, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<32>>;
    const auto theirs = std::make_unique<trainer>(picomlp::gradient_descent::learning_rate(0.1F));
    picomlp::xoshiro128pp bits(9);
    uint16_t order[300];
    picomlp::identity_order(order, 300);
    for (int epoch = 0; epoch < 3; ++epoch) {
        picomlp::shuffle(order, 300, bits);
        for (uint32_t begin = 0; begin < 300; begin += 32) {
            const uint32_t count = begin + 32 < 300 ? 32 : 300 - begin;
            float x[2 * 32], y[32];
            for (uint32_t s = 0; s < count; ++s) {
                for (uint32_t f = 0; f < 2; ++f) {
                    x[f * count + s] = ours->x_of(samples::training)(f, order[begin + s]);
                }
                y[s] = ours->y_of(samples::training)(0, order[begin + s]);
            }
            REQUIRE(theirs->step(w, playground::features(x, count), playground::targets(y, count))
                        .ok());
            REQUIRE(ours->train(1) == 1);
        }
    }
    CHECK(std::memcmp(w.values, ours->parameters(), sizeof w.values) == 0);
    // As many as there are, or more, are all.
    settings all = course_settings();
    all.batch = 300;
    const auto large = started(all), whole = started(course_settings());
    CHECK(large->train(5) + whole->train(5) == 10);
    CHECK(large->parameter_crc() == whole->parameter_crc());
}

TEST_CASE("the share of test samples and the noise are as chosen") {
    settings chosen;
    chosen.samples.test_share = 40;
    const auto ours = started(chosen);
    CHECK(ours->x_of(samples::training).samples() == 240);
    CHECK(ours->x_of(samples::test).samples() == 160);
    chosen.samples.noise = 0;
    REQUIRE(ours->begin(chosen) == status::ok);
    for (uint32_t s = 0; s < 240; ++s) {  // circles of radius 1 and 0.8
        const float x1 = ours->x_of(samples::training)(0, s);
        const float x2 = ours->x_of(samples::training)(1, s);
        const float radius = ours->y_of(samples::training)(0, s) > 0 ? 0.8F : 1.0F;
        CHECK(x1 * x1 + x2 * x2 == doctest::Approx(radius * radius));
    }
    for (const playground::sample_choice& wrong :
         {playground::sample_choice{-0.1, 25}, {1.5, 25}, {0.1, 9}, {0.1, 51}}) {
        settings refused;
        refused.samples = wrong;
        CHECK(ours->begin(refused) == status::bad_argument);
    }
    CHECK(ours->x_of(samples::test).samples() == 160);
}

TEST_CASE("a table is split and brought to -1 to 1 by its training samples") {
    const auto ours = std::make_unique<engine>();
    CHECK(ours->begin(table_settings()) == status::no_samples);
    ours->table() = table_of(100, playground::task::classes);
    REQUIRE(ours->begin(table_settings()) == status::ok);
    CHECK(ours->x_of(samples::training).samples() == 75);
    for (uint32_t f = 0; f < 2; ++f) {
        float low = 2, high = -2;
        for (uint32_t s = 0; s < 75; ++s) {
            const float x = ours->x_of(samples::training)(f, s);
            low = x < low ? x : low;
            high = x > high ? x : high;
        }
        CHECK(low == doctest::Approx(-1));
        CHECK(high == doctest::Approx(1));
    }
    CHECK(ours->train(10) == 10);
    CHECK(ours->task() == playground::task::classes);

    ours->table() = table_of(100, playground::task::numbers);
    REQUIRE(ours->begin(table_settings()) == status::ok);
    CHECK(ours->task() == playground::task::numbers);
    for (uint32_t s = 0; s < 75; ++s) {
        const float y = ours->y_of(samples::training)(0, s);
        CHECK(y >= -1.001F);
        CHECK(y <= 1.001F);
    }
    ours->table().y[3] = 0.5F;
    ours->table().task = playground::task::classes;
    CHECK(ours->begin(table_settings()) == status::label_out_of_range);
    ours->table() = table_of(19, playground::task::classes);
    CHECK(ours->begin(table_settings()) == status::no_samples);
}

TEST_CASE("a table is read from three columns, the last of two texts or of numbers") {
    // Another build's tests may run at the same time.
    const auto file = std::filesystem::temp_directory_path() /
                      ("picomlp_playground_table_" + std::to_string(getpid()) + ".csv");
    const auto write = [&file](const std::string& last, const std::string& other) {
        std::ofstream out(file);
        out << "a,b,what\n";
        for (int row = 0; row < 20; ++row) {
            out << row << ",0.25," << (row % 3 == 0 ? last : other) << '\n';
        }
    };
    given_table table;
    write("no", "yes");
    playground::read_table(file, table);
    CHECK(table.count == 20);
    CHECK(table.task == playground::task::classes);
    CHECK(table.x[0][7] == 7);
    CHECK(table.x[1][7] == 0.25F);
    CHECK(table.y[0] == 0);
    CHECK(table.y[1] == 1);
    CHECK(table.y[3] == 0);
    write("1.5", "1.5");
    playground::read_table(file, table);
    CHECK(table.task == playground::task::numbers);
    CHECK(table.y[19] == 1.5F);
    std::ofstream(file) << "1,2,3,4\n";
    CHECK(testing::message_of([&] { playground::read_table(file, table); }).find("three columns") !=
          std::string::npos);
    std::filesystem::remove(file);
}

TEST_CASE("a unit's picture is what the layers up to it give") {
    const auto ours = started(course_settings());
    REQUIRE(ours->train(100) == 100);
    constexpr uint32_t side = 12;
    const playground::area area{-1.5F, 1.25F, -1, 1};
    REQUIRE(ours->draw_units(side, area) == status::ok);
    REQUIRE(ours->draw_grid(side, side, area) == status::ok);
    for (uint32_t i = 0; i < side * side; ++i) CHECK(ours->unit(15)[i] == ours->grid()[i]);

    using first =
        picomlp::network<picomlp::input<2>, picomlp::dense<10, picomlp::hyperbolic_tangent>>;
    first::parameters w;
    std::memcpy(w.values, ours->parameters(), sizeof w.values);
    first::scratch scratch;
    const float x[2] = {-1.5F, 1};  // the top left
    float y[10];
    REQUIRE(picomlp::predict(w, scratch, x, y) == status::ok);
    for (uint32_t unit = 0; unit < 10; ++unit) CHECK(ours->unit(unit)[0] == y[unit]);
    CHECK(ours->draw_units(21, area) == status::bad_argument);
    CHECK(ours->draw_units(1, area) == status::bad_argument);
}

TEST_CASE("lengths are those of each layer's gradient and weights") {
    const auto ours = started(course_settings());
    REQUIRE(ours->train(3) == 3);
    REQUIRE(ours->study() == status::ok);
    using trainer = picomlp::trainer<course, picomlp::binary_cross_entropy,
                                     picomlp::gradient_descent, picomlp::batch<300>>;
    const auto theirs = std::make_unique<trainer>();
    const auto w = parameters_of<course>(*ours);
    REQUIRE(
        theirs->compute_gradient(w, ours->x_of(samples::training), ours->y_of(samples::training))
            .ok());
    const auto length = [](const auto& layer) {
        double sum = 0;
        for (const float one : layer) sum += static_cast<double>(one) * static_cast<double>(one);
        return std::sqrt(sum);
    };
    CHECK(ours->gradient_lengths()[0] == doctest::Approx(length(theirs->gradient().layer<1>())));
    CHECK(ours->gradient_lengths()[2] == doctest::Approx(length(theirs->gradient().layer<3>())));
    CHECK(ours->weight_lengths()[1] == doctest::Approx(length(w.layer<2>())));
}

TEST_CASE("images of floats and of int8 pass their self-tests and give what the page draws") {
    const auto ours = started(course_settings());
    REQUIRE(ours->train(1000) == 1000);
    CHECK(ours->write_image(true) == 0);
    CHECK(ours->draw_quantized_grid(9, 9, {-1, 1, -1, 1}) == status::no_samples);
    const uint32_t bytes = ours->write_image(false);
    REQUIRE(bytes > 0);
    picomlp::image file;
    REQUIRE(file.open(ours->image(), bytes) == status::ok);
    picomlp::dynamic_model<playground::activations> model;
    alignas(64) static unsigned char memory[4096];
    REQUIRE(model.open(file, memory) == status::ok);
    CHECK(model.self_test() == status::ok);
    const float x[2] = {-1, 1};
    float y[1];
    REQUIRE(model.predict(x, y) == status::ok);
    REQUIRE(ours->draw_grid(9, 9, {-1, 1, -1, 1}) == status::ok);
    CHECK(y[0] == ours->grid()[0]);

    REQUIRE(ours->quantize() == status::ok);
    const auto& found = ours->quantized();
    CHECK(found.is_there());
    CHECK(found.disagreement().samples == 100);
    CHECK(found.disagreement().largest_error < 0.1F);
    CHECK(found.disagreement().mean_error <= found.disagreement().largest_error);
    CHECK(found.score() == doctest::Approx(ours->score(samples::test)).epsilon(0.03));
    REQUIRE(ours->draw_quantized_grid(9, 9, {-1, 1, -1, 1}) == status::ok);
    CHECK(ours->grid()[0] != y[0]);
    CHECK(ours->grid()[0] == doctest::Approx(y[0]).epsilon(0.1));
    const uint32_t small = ours->write_image(true);
    CHECK(small > 0);
    CHECK(small < 3 * bytes);
    picomlp::quantized_image of_int8;
    CHECK(of_int8.open(ours->image(), small) == status::ok);
    // Another step, another network.
    REQUIRE(ours->train(1) == 1);
    CHECK(!ours->quantized().is_there());
}
