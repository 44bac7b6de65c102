// SPDX-License-Identifier: MIT
// What C has trained, saved and loaded.
#include <string>

#include "c/c_images.hpp"
#include "c/c_training.hpp"

namespace {

using namespace testing;
using picomlp::status;

bytes saved(const picomlp_training* training, const picomlp_image_details* details) {
    bytes file(picomlp_training_image_bytes(training, details));
    REQUIRE(!file.empty());
    REQUIRE(picomlp_training_save(training, details, file.data(), file.size()) == picomlp_ok);
    return file;
}

}  // namespace

TEST_CASE("C saves what C++ would write") {
    const c_training here(classifier::settings(picomlp_adam, 4));
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_xavier_normal) == picomlp_ok);
    const auto w = here.parameters();
    picomlp::image_contents<float> contents;
    contents.shape = classifier::shape;
    contents.parameters = w.data();
    CHECK(saved(here.training, nullptr) == image_of(contents));
    const picomlp_image_details none{};
    CHECK(saved(here.training, &none) == image_of(contents));

    const float offset[] = {1, 2, 3, 4, 5}, factor[] = {5, 4, 3, 2, 1};
    const float out_offset[] = {7, 8, 9}, out_scale[] = {0.5F, 0.25F, 2};
    const char* const features[] = {"a", "b", "c", "d", "e"};
    const char* const classes[] = {"left", "right", "none"};
    const classifier data(2);
    picomlp_image_details details{};
    details.feature_offset = offset;
    details.feature_factor = factor;
    details.output_offset = out_offset;
    details.output_scale = out_scale;
    details.feature_names = features;
    details.class_names = classes;
    details.class_name_count = 3;
    details.text = "by C";
    details.test_x = data.x.data();
    details.test_y = data.y.data();
    details.test_samples = 2;
    contents.scaling = {offset, factor, 5};
    contents.targets = {out_offset, out_scale, 3};
    contents.feature_names = features;
    contents.class_names = classes;
    contents.class_name_count = 3;
    contents.text = "by C";
    contents.test_x = data.x.data();
    contents.test_y = data.y.data();
    contents.test_samples = 2;
    CHECK(saved(here.training, &details) == image_of(contents));

    details.feature_factor = nullptr;
    CHECK(picomlp_training_image_bytes(here.training, &details) == 0);
    unsigned char to[64] = {};
    CHECK(picomlp_training_save(here.training, &details, to, sizeof to) == picomlp_bad_argument);
    details = {};
    details.output_scale = out_scale;
    CHECK(picomlp_training_save(here.training, &details, to, sizeof to) == picomlp_bad_argument);
    CHECK(picomlp_training_save(here.training, nullptr, to, sizeof to) ==
          picomlp_too_little_memory);
    for (const unsigned char byte : to) CHECK(byte == 0);
}

TEST_CASE("C trains, saves, opens and goes on") {
    if (!is_little_endian) return;
    const c_training here(classifier::settings(picomlp_adam, 4));
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_uniform) == picomlp_ok);
    const classifier data(4);
    for (int step = 0; step < 3; ++step) {
        REQUIRE(picomlp_training_step(here.training, data.x.data(), data.y.data(), 4, nullptr) ==
                picomlp_ok);
    }
    float y[4][3];
    for (unsigned s = 0; s < 4; ++s) {
        REQUIRE(picomlp_training_predict(here.training, &data.x[s * 5], y[s]) == picomlp_ok);
    }
    picomlp_image_details details{};
    details.test_x = data.x.data();
    details.test_y = y[0];
    details.test_samples = 4;
    const aligned_bytes file(saved(here.training, &details));
    const c_model model(file);
    REQUIRE(model.opened == picomlp_ok);
    CHECK(picomlp_model_self_test(model.model) == picomlp_ok);

    const c_training other(classifier::settings(picomlp_rprop, 1));
    REQUIRE(other.opened == picomlp_ok);
    REQUIRE(picomlp_training_load(other.training, file.data(), file.size()) == picomlp_ok);
    CHECK(same(other.parameters(), here.parameters()));
}

TEST_CASE("C loads parameters of the same layers and nothing else") {
    if (!is_little_endian) return;
    const c_training here(classifier::settings(picomlp_adam, 1));
    REQUIRE(here.opened == picomlp_ok);
    REQUIRE(picomlp_training_initialize(here.training, &picomlp_he_normal) == picomlp_ok);
    const auto before = here.parameters();
    bytes file = saved(here.training, nullptr);
    const aligned_bytes askew(file, 4);
    CHECK(picomlp_training_load(here.training, askew.data(), askew.size()) ==
          picomlp_misaligned_memory);
    file[60] ^= 1;
    const aligned_bytes damaged(file);
    CHECK(picomlp_training_load(here.training, damaged.data(), damaged.size()) ==
          picomlp_damaged_data);
    const every_section foreign;
    const aligned_bytes other(image_of(foreign.contents));
    CHECK(picomlp_training_load(here.training, other.data(), other.size()) == picomlp_damaged_data);
    CHECK(same(here.parameters(), before));
}
