// SPDX-License-Identifier: MIT
#include "picomlp/option/scheduled.hpp"

#include "option/option_checks.hpp"

using namespace testing;  // NOLINT(google-build-using-namespace): what this file is about
using picomlp::cosine_decay;
using picomlp::exponential_decay;
using picomlp::inverse_time_decay;
using picomlp::scheduled;
using picomlp::warm_up;

TEST_CASE_TEMPLATE("scheduled multiplies the rate by the factor of the step's tick", T, float,
                   double) {
    using option = scheduled<inverse_time_decay>;
    const option::settings<net<T>> chosen{{T(0.3), 2}, 7};
    REQUIRE(option::check(chosen) == status::ok);
    int wrong = 0;
    for (std::uint32_t step = 0; step < 200; ++step) {
        const T factor = inverse_time_decay::factor(chosen.schedule, step / 7);
        wrong += option::learning_rate(chosen, step, T(0.007)) != T(0.007) * factor;
        const T formula = T(0.007) * (T(1) / (T(1) + T(0.3) * static_cast<T>(step / 14)));
        wrong += option::learning_rate(chosen, step, T(0.007)) != formula;
    }
    CHECK(wrong == 0);
}

TEST_CASE_TEMPLATE("scheduled counts steps unless the user says otherwise", T, float, double) {
    using option = scheduled<exponential_decay>;
    const option::settings<net<T>> chosen{{T(0.5)}};
    CHECK(option::learning_rate(chosen, 0, T(3)) == T(3));
    CHECK(option::learning_rate(chosen, 3, T(3)) == T(0.375));
}

TEST_CASE_TEMPLATE("scheduled refuses ticks of no steps and its schedule's bad settings", T, float,
                   double) {
    using option = scheduled<warm_up<cosine_decay>>;
    using settings = option::settings<net<T>>;
    CHECK(option::check(settings{}) == status::ok);
    CHECK(option::check(settings{{5, {100, T(0)}}, 0}) == status::bad_argument);
    CHECK(option::check(settings{{5, {0, T(0)}}, 1}) == status::bad_argument);
    CHECK(option::check(settings{{5, {100, T(2)}}, 1}) == status::bad_argument);
}
