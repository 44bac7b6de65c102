// SPDX-License-Identifier: MIT
// The experiment on the data that is built in. Golden values: tests/golden/regularization.py
// (NumPy).
#include "examples/regularization_checks.hpp"
#include "golden/regularization_moons.hpp"
#include "golden/regularization_moons_float.hpp"

namespace {

using namespace testing;
using picomlp::status;
using regularization::masks;
using regularization::settings;

const regularization::data& moons() {
    static const regularization::data built_in = regularization::moons();
    return built_in;
}

/// A training short enough to be done many times.
settings few_iterations() {
    settings chosen;
    chosen.iterations = 200;
    return chosen;
}

}  // namespace

TEST_CASE("on moons all costs are NumPy's within 1e-12 in double") {
    for (const auto& expected : golden::regularization_moons) {
        CAPTURE(std::string(expected.model));
        const auto& of = trained(moons(), model_of(expected), precision::double_);
        CHECK(worst_cost(of, expected) <= 1e-12);
    }
}

TEST_CASE("on moons every accuracy and every predicted label is NumPy's in double") {
    for (const auto& expected : golden::regularization_moons) {
        CAPTURE(std::string(expected.model));
        check_labels(trained(moons(), model_of(expected), precision::double_), expected);
    }
}

TEST_CASE(
    "on moons float comes away from float64 no further than twice as far as NumPy's float32") {
    check_float(moons(), golden::regularization_moons, golden::regularization_moons_float);
}

TEST_CASE("regularization narrows the gap between training and test") {
    const auto gap = [](model which) {
        const auto& of = trained(moons(), which, precision::double_);
        return of.train.accuracy - of.test.accuracy;
    };
    CHECK(gap(model::l2) < gap(model::none));
    CHECK(gap(model::dropout) < gap(model::none));
}

TEST_CASE("new masks in every iteration train another network, about as good") {
    settings chosen;
    chosen.dropped_by = masks::own;
    const auto own = run(model::dropout, moons(), chosen, silent);
    REQUIRE(own.status == status::ok);
    CHECK(own.train.accuracy >= 0.9);
    CHECK(own.test.accuracy >= 0.9);
    CHECK(own.costs != trained(moons(), model::dropout, precision::double_).costs);
}

TEST_CASE("the same seed gives the same bits, another seed other weights and other masks") {
    for (const auto dropped_by : {masks::numpy, masks::own}) {
        settings chosen = few_iterations();
        chosen.dropped_by = dropped_by;
        const auto once = run(model::dropout, moons(), chosen, silent);
        CHECK(run(model::dropout, moons(), chosen, silent).parameters == once.parameters);
        chosen.seed = 4;
        CHECK(run(model::dropout, moons(), chosen, silent).parameters != once.parameters);
    }
}

TEST_CASE("a lambda of 0 and a keep of 1 are no regularization, bit for bit") {
    settings chosen = few_iterations();
    chosen.lambda = 0;
    chosen.keep = 1;
    const auto none = run(model::none, moons(), chosen, silent);
    for (const auto dropped_by : {masks::numpy, masks::own}) {
        chosen.dropped_by = dropped_by;
        for (const model which : {model::l2, model::dropout}) {
            const auto of = run(which, moons(), chosen, silent);
            CHECK(of.costs == none.costs);
            CHECK(of.parameters == none.parameters);
        }
    }
}

TEST_CASE("lambda and keep are those of the settings") {
    settings chosen = few_iterations();
    const auto l2 = run(model::l2, moons(), chosen, silent);
    const auto dropout = run(model::dropout, moons(), chosen, silent);
    chosen.lambda = 1.4;
    chosen.keep = 0.5;
    CHECK(run(model::l2, moons(), chosen, silent).costs[0] > l2.costs[0]);
    CHECK(run(model::dropout, moons(), chosen, silent).costs[0] != dropout.costs[0]);
}

TEST_CASE("settings out of range are refused, and nothing is recorded") {
    const auto refused = [](model which, const settings& chosen) {
        const auto of = run(which, moons(), chosen, silent);
        return of.status == status::bad_argument && of.costs.empty() && of.parameters.empty();
    };
    for (const auto number : {precision::double_, precision::float_}) {
        settings chosen = few_iterations();
        chosen.number = number;
        for (const auto dropped_by : {masks::numpy, masks::own}) {
            chosen.dropped_by = dropped_by;
            for (const double keep : {0.0, -0.5, 1.5, std::nan("")}) {
                chosen.keep = keep;
                CHECK(refused(model::dropout, chosen));
            }
        }
        for (const double lambda : {-0.7, std::nan(""), HUGE_VAL}) {
            chosen.lambda = lambda;
            CHECK(refused(model::l2, chosen));
        }
        chosen.learning_rate = -0.3;
        CHECK(refused(model::none, chosen));
    }
}
