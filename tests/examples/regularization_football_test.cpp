// SPDX-License-Identifier: MIT
// The published figures, reproduced. Golden values: tests/golden/regularization.py (NumPy). The
// data are not for redistribution; PICOMLP_FOOTBALL names the folder that holds train.csv and
// test.csv, and without them there is nothing to test.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#define DOCTEST_CONFIG_IMPLEMENT
#include "examples/regularization_checks.hpp"
#include "golden/regularization_football.hpp"
#include "golden/regularization_football_float.hpp"

namespace {

using namespace testing;

std::filesystem::path folder() {
    const char* const named = std::getenv("PICOMLP_FOOTBALL");
    return named ? named : "";
}

const regularization::data& football() {
    static const regularization::data read = regularization::read_data(
        folder() / "train.csv", folder() / "test.csv", precision::double_);
    return read;
}

}  // namespace

TEST_CASE("football is 211 and 200 samples") {
    CHECK(football().train.size() == 211);
    CHECK(football().test.size() == 200);
}

TEST_CASE("without regularization all costs are NumPy's within 1e-9, else within 1e-12") {
    for (const auto& expected : golden::regularization_football) {
        CAPTURE(std::string(expected.model));
        const model which = model_of(expected);
        const auto& of = trained(football(), which, precision::double_);
        CHECK(worst_cost(of, expected) <= (which == model::none ? 1e-9 : 1e-12));
    }
}

TEST_CASE("every accuracy is the published one, every predicted label NumPy's, in double") {
    for (const auto& expected : golden::regularization_football) {
        CAPTURE(std::string(expected.model));
        check_labels(trained(football(), model_of(expected), precision::double_), expected);
    }
}

TEST_CASE("float comes away from float64 no further than twice as far as NumPy's float32") {
    check_float(football(), golden::regularization_football, golden::regularization_football_float);
}

TEST_CASE("new masks in every iteration do about as well as the published ones") {
    regularization::settings chosen;
    chosen.dropped_by = regularization::masks::own;
    const auto own = run(model::dropout, football(), chosen, silent);
    REQUIRE(own.status == picomlp::status::ok);
    CHECK(own.train.accuracy >= 0.9);
    CHECK(own.test.accuracy >= 0.9);
}

int main(int count, char** words) {
    constexpr int skipped = 77;  // as Meson has it
    for (const char* name : {"train.csv", "test.csv"}) {
        std::error_code ignored;
        if (!std::filesystem::exists(folder() / name, ignored)) {
            std::printf("skipped: no football data; PICOMLP_FOOTBALL is '%s'\n",
                        folder().string().c_str());
            return skipped;
        }
    }
    return doctest::Context(count, words).run();
}
