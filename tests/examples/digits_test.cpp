// SPDX-License-Identifier: MIT
#include <string>

#include "digits/experiment.hpp"
#include "doctest_config.hpp"
#include "picomlp/base/profile.hpp"

namespace {

const digits::image_set& images() {
    static const digits::image_set all = digits::read_images(DIGITS_CSV);
    return all;
}

digits::result learn(const digits::settings& chosen) {
    return digits::run(images(), chosen, [](int, float, const picomlp::evaluation<float>&) {});
}

}  // namespace

TEST_CASE("the data are 1797 images of pixels from 0 to 1, about as many of each digit") {
    REQUIRE(images().size() == 1797);
    REQUIRE(images().x.size() == size_t{1797} * digits::pixels);
    for (const float x : images().x) CHECK((x >= 0 && x <= 1));
    uint32_t count[digits::classes] = {};
    for (const uint8_t label : images().labels) ++count[label];
    for (const uint32_t of_one : count) CHECK((of_one >= 174 && of_one <= 183));
}

TEST_CASE("a held-out fifth is read with at least 97 % accuracy") {
    const auto result = learn({});
    REQUIRE(result.status == picomlp::status::ok);
    CHECK(result.held_out_images == 359);
    CHECK(result.training_images == 1438);
    CHECK(result.held_out.correct >= 0.97 * result.held_out_images);
}

TEST_CASE("every machine learns the same parameters and reads the same images") {
    // No outside source can know these: they are what every build and target must agree on.
    const bool fused = picomlp::profile == picomlp::rounding_profile::fused;
    const auto result = learn({});
    CHECK(digits::checksum(result.w) == (fused ? 1057123211U : 2449174298U));
    CHECK(result.held_out.correct == 354);
}

TEST_CASE("the confusion counts add up to the held-out images, correct ones on the diagonal") {
    digits::settings chosen;
    chosen.epochs = 2;
    const auto result = learn(chosen);
    uint32_t all = 0;
    uint32_t diagonal = 0;
    for (uint32_t target = 0; target < digits::classes; ++target) {
        for (uint32_t predicted = 0; predicted < digits::classes; ++predicted) {
            all += result.confusion.count[target][predicted];
            if (target == predicted) diagonal += result.confusion.count[target][predicted];
        }
    }
    CHECK(all == result.held_out_images);
    CHECK(diagonal == result.held_out.correct);
}
