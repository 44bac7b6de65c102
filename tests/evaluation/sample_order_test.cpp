// SPDX-License-Identifier: MIT
// Regression figures of samples in both orders: the same bits.
#include <cstring>

#include "both_orders.hpp"
#include "doctest_config.hpp"
#include "picomlp/activation/hyperbolic_tangent.hpp"
#include "picomlp/evaluation/evaluate_regression.hpp"

using picomlp::dense;
using picomlp::status;
using testing::both_orders;

namespace {

template <class Network>
void check_network() {
    using T = typename Network::value_type;
    constexpr uint32_t outputs = Network::outputs;
    for (const uint32_t samples : {1U, 2U, 15U, 33U, 67U}) {
        for (const uint32_t gap : {0U, 2U}) {
            CAPTURE(samples);
            std::mt19937 random(samples + gap);
            typename Network::parameters w;
            reference::fill_parameters(w, random);
            both_orders<T, Network::inputs> x(
                reference::any_matrix<T>(Network::inputs, samples, random, -2, 2), gap);
            both_orders<T, outputs> y(reference::any_matrix<T>(outputs, samples, random, -2, 2),
                                      gap);
            const auto check = [&](auto& scratch) {
                const auto expected =
                    evaluate_regression(w, scratch, x.feature_major(), y.feature_major());
                REQUIRE(expected.ok());
                const auto same = [&](const auto& found) {
                    return found.ok() && found.samples == samples &&
                           std::memcmp(&found.pooled, &expected.pooled, sizeof found.pooled) == 0 &&
                           std::memcmp(found.of_output, expected.of_output,
                                       sizeof found.of_output) == 0;
                };
                CHECK(same(evaluate_regression(w, scratch, x.sample_major(), y.sample_major())));
                CHECK(same(evaluate_regression(w, scratch, x.sample_major(), y.feature_major())));
                CHECK(same(evaluate_regression(w, scratch, x.feature_major(), y.sample_major())));
            };
            static picomlp::regression_scratch<Network, 1> one;
            check(one);
            static picomlp::regression_scratch<Network, 16> some;
            check(some);

            both_orders<T, outputs> p(reference::any_matrix<T>(outputs, samples, random, -2, 2),
                                      gap);
            picomlp::regression_sums<T, outputs> by_feature, by_sample, mixed;
            REQUIRE(by_feature.add(p.feature_major(), y.feature_major()) == status::ok);
            CHECK(by_sample.add(p.sample_major(), y.sample_major()) == status::ok);
            CHECK(mixed.add(p.sample_major(), y.feature_major()) == status::ok);
            const auto expected = by_feature.result(), found = by_sample.result();
            CHECK(std::memcmp(&found.pooled, &expected.pooled, sizeof found.pooled) == 0);
            CHECK(mixed.result().pooled.r2 == expected.pooled.r2);
        }
    }
}

}  // namespace

TEST_CASE_TEMPLATE("regression has the same bits in both orders", T, float, double) {
    check_network<picomlp::basic_network<T, picomlp::input<3>, dense<2, picomlp::identity>>>();
    check_network<
        picomlp::basic_network<T, picomlp::input<5>, dense<4, picomlp::hyperbolic_tangent>,
                               dense<1, picomlp::identity>>>();
    check_network<picomlp::basic_network<T, picomlp::input<17>, dense<4, picomlp::relu>,
                                         dense<40, picomlp::hyperbolic_tangent>,
                                         dense<3, picomlp::identity>>>();
}

TEST_CASE("a bad target is refused before anything is taken in") {
    picomlp::regression_sums<float, 2> sums;
    const float p[3][2] = {};
    float y[3][2] = {};
    y[2][1] = std::numeric_limits<float>::quiet_NaN();
    CHECK(sums.add(p, y) == status::not_finite_input);
    CHECK(sums.add(y, p) == status::not_finite_output);
    CHECK(sums.samples() == 0);
}
