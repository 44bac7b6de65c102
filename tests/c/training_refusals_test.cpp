// SPDX-License-Identifier: MIT
// What C cannot train with is a status.
#include <cmath>
#include <limits>

#include "c/c_training.hpp"

namespace {

using namespace testing;

/// The status of opening the classifier after a change of its settings; bytes are 0 where no amount
/// of memory would do.
template <class Change>
int opened_with(Change change) {
    picomlp_training_settings how = classifier::settings(picomlp_adam, 4);
    change(how);
    alignas(8) static unsigned char memory[16384];
    picomlp_training* training =
        static_cast<picomlp_training*>(static_cast<void*>(memory));  // no training
    const int outcome = picomlp_training_open(&training, &how, memory, sizeof memory);
    CHECK((training == nullptr) == (outcome != picomlp_ok));
    return outcome;
}

using settings = picomlp_training_settings;
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("settings that C cannot train with are refused") {
    CHECK(opened_with([](settings&) {}) == picomlp_ok);
    CHECK(opened_with([](settings& how) { how.layers = nullptr; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.loss = nullptr; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.optimizer = nullptr; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.layer_count = 0; }) == picomlp_unusable_shape);
    CHECK(opened_with([](settings& how) { how.inputs = 0; }) == picomlp_unusable_shape);
    CHECK(opened_with([](settings& how) { how.batch_size = 0; }) == picomlp_unusable_shape);
    CHECK(opened_with([](settings& how) { how.batch_size = 400; }) == picomlp_too_little_memory);
    CHECK(opened_with([](settings& how) { how.numbers.learning_rate = 0; }) ==
          picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.numbers.learning_rate = not_a_number; }) ==
          picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.numbers.beta1 = 1; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.numbers = {}; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.l2 = -1; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.l2 = not_a_number; }) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.keep = 0.5F; }) == picomlp_bad_argument);
    const auto dropping = [](float keep) {
        return opened_with([keep](settings& how) {
            how.dropout = &picomlp_dropout;
            how.keep = keep;
        });
    };
    CHECK(dropping(0.5F) == picomlp_ok);
    CHECK(dropping(0) == picomlp_bad_argument);
    CHECK(dropping(1.5F) == picomlp_bad_argument);
    CHECK(dropping(not_a_number) == picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.loss = &picomlp_binary_cross_entropy; }) ==
          picomlp_bad_argument);
    CHECK(opened_with([](settings& how) { how.loss = &picomlp_huber; }) == picomlp_ok);
    CHECK(opened_with([](settings& how) {
              how.dropout = &picomlp_dropout;
              how.layers = classifier::layers + 2;  // softmax alone
              how.layer_count = 1;
          }) == picomlp_unusable_shape);
    static const picomlp_layer single[] = {{1, &picomlp_trained_softmax, 0}};
    CHECK(opened_with([](settings& how) {
              how.layers = single;
              how.layer_count = 1;
          }) == picomlp_unusable_shape);
    static const picomlp_layer without[] = {{2, &picomlp_trained_relu, 0}, {3, nullptr, 0}};
    CHECK(opened_with([](settings& how) {
              how.layers = without;
              how.layer_count = 2;
          }) == picomlp_bad_argument);
    static const picomlp_layer unlike[] = {{2, &picomlp_trained_relu, 0.5F},
                                           {3, &picomlp_trained_softmax, 0}};
    CHECK(opened_with([](settings& how) {
              how.layers = unlike;
              how.layer_count = 2;
          }) == picomlp_unusable_shape);
    static const picomlp_layer below_0[] = {{2, &picomlp_trained_any_elu, -0.5F},
                                            {3, &picomlp_trained_softmax, 0}};
    CHECK(opened_with([](settings& how) {
              how.layers = below_0;
              how.layer_count = 2;
          }) == picomlp_unusable_shape);
    std::vector<picomlp_layer> many(17, {3, &picomlp_trained_softmax, 0});
    CHECK(opened_with([&](settings& how) {
              how.layers = many.data();
              how.layer_count = 17;
          }) == picomlp_unusable_shape);
    CHECK(opened_with([&](settings& how) {
              how.layers = many.data();
              how.layer_count = 16;
          }) == picomlp_ok);
}

TEST_CASE("memory that C cannot train in is refused") {
    const settings how = classifier::settings(picomlp_adam, 4);
    const std::size_t wanted = picomlp_training_bytes(&how);
    std::vector<std::uint64_t> room(wanted / 8 + 2);
    auto* const memory = reinterpret_cast<unsigned char*>(room.data());
    picomlp_training* training = nullptr;
    CHECK(picomlp_training_open(&training, &how, memory, wanted) == picomlp_ok);
    CHECK(picomlp_training_open(&training, &how, memory, wanted - 1) == picomlp_too_little_memory);
    CHECK(training == nullptr);
    CHECK(picomlp_training_open(&training, &how, memory + 4, wanted) == picomlp_misaligned_memory);
    CHECK(picomlp_training_open(&training, &how, nullptr, wanted) == picomlp_bad_argument);
    CHECK(picomlp_training_open(&training, nullptr, memory, wanted) == picomlp_bad_argument);
    CHECK(picomlp_training_open(nullptr, &how, memory, wanted) == picomlp_bad_argument);
    CHECK(picomlp_training_bytes(nullptr) == 0);
    settings none = how;
    none.layers = nullptr;
    CHECK(picomlp_training_bytes(&none) == 0);
    none = how;
    none.batch_size = 0;
    CHECK(picomlp_training_bytes(&none) == 0);
    CHECK(picomlp_training_defaults(nullptr, &picomlp_adam) == picomlp_bad_argument);
    CHECK(picomlp_training_defaults(&none, nullptr) == picomlp_bad_argument);
}

TEST_CASE("a training that was never initialized says so") {
    const c_training here(classifier::settings(picomlp_adam, 4));
    REQUIRE(here.opened == picomlp_ok);
    for (const float parameter : here.parameters()) REQUIRE(std::isnan(parameter));
    const classifier data(4);
    float y[3];
    CHECK(picomlp_training_step(here.training, data.x.data(), data.y.data(), 4, nullptr) ==
          picomlp_diverged);
    CHECK(picomlp_training_predict(here.training, data.x.data(), y) == picomlp_not_finite_output);
}

TEST_CASE("samples that C cannot train on are refused, and nothing changes") {
    const c_training here(classifier::settings(picomlp_adam, 4));
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_normal) == picomlp_ok);
    const auto before = here.parameters();
    classifier data(5);
    float cost = 7;
    const auto step = [&](std::uint32_t samples) {
        return picomlp_training_step(here.training, data.x.data(), data.y.data(), samples, &cost);
    };
    CHECK(step(0) == picomlp_no_samples);
    CHECK(step(5) == picomlp_too_many_samples);
    data.x[3] = not_a_number;
    CHECK(step(1) == picomlp_not_finite_input);
    CHECK(step(4) == picomlp_not_finite_input);
    data.x[3] = 0;
    data.y[1] = 2;
    CHECK(step(4) == picomlp_label_out_of_range);
    CHECK(cost == 7);
    CHECK(same(here.parameters(), before));
}

TEST_CASE("null in place of a training or its arguments is a status") {
    const float number = 0;
    float result = 0;
    std::uint32_t order = 0;
    CHECK(picomlp_training_initialize(nullptr, &picomlp_he_normal) == picomlp_unusable_shape);
    CHECK(picomlp_training_parameters(nullptr) == nullptr);
    CHECK(picomlp_training_parameter_count(nullptr) == 0);
    CHECK(picomlp_training_step(nullptr, &number, &number, 1, &result) == picomlp_unusable_shape);
    CHECK(picomlp_training_draw_order(nullptr, &order, 1) == picomlp_unusable_shape);
    CHECK(picomlp_training_epoch(nullptr, &number, &number, 1, &order, 1, &result) ==
          picomlp_unusable_shape);
    CHECK(picomlp_training_set_learning_rate(nullptr, 1) == picomlp_unusable_shape);
    CHECK(picomlp_training_predict(nullptr, &number, &result) == picomlp_unusable_shape);
    CHECK(picomlp_training_image_bytes(nullptr, nullptr) == 0);
    CHECK(picomlp_training_save(nullptr, nullptr, &result, 4) == picomlp_unusable_shape);
    CHECK(picomlp_training_load(nullptr, &number, 4) == picomlp_unusable_shape);

    const c_training here(classifier::settings(picomlp_adam, 1));
    REQUIRE(here.opened == picomlp_ok);
    picomlp_training* const t = here.training;
    CHECK(picomlp_training_initialize(t, nullptr) == picomlp_bad_argument);
    CHECK(picomlp_training_step(t, nullptr, &number, 1, &result) == picomlp_bad_argument);
    CHECK(picomlp_training_step(t, &number, nullptr, 1, &result) == picomlp_bad_argument);
    CHECK(picomlp_training_draw_order(t, nullptr, 1) == picomlp_bad_argument);
    CHECK(picomlp_training_epoch(t, nullptr, &number, 1, &order, 1, &result) ==
          picomlp_bad_argument);
    CHECK(picomlp_training_epoch(t, &number, nullptr, 1, &order, 1, &result) ==
          picomlp_bad_argument);
    CHECK(picomlp_training_epoch(t, &number, &number, 1, nullptr, 1, &result) ==
          picomlp_bad_argument);
    CHECK(picomlp_training_predict(t, nullptr, &result) == picomlp_bad_argument);
    CHECK(picomlp_training_predict(t, &number, nullptr) == picomlp_bad_argument);
    CHECK(picomlp_training_save(t, nullptr, nullptr, 4) == picomlp_bad_argument);
    CHECK(picomlp_training_load(t, nullptr, 4) == picomlp_bad_argument);
}
